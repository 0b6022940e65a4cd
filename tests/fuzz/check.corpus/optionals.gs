protocol p {
  call a(x: u8?, y: u8);
  call b(x: u8, y: u8?);
  call c(x: u8 = 1, y: u8?, z: u8? in 1..3 = 2);
  call d() -> u8?;
}
