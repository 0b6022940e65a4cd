enum int32 { min, max }
