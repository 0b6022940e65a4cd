error a "\q";
