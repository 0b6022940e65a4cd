error busy_11972;

error shut_14000;
