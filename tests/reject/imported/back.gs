import "../import_cycle.gs";
