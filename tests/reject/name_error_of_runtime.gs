error timeout;

error denied;
