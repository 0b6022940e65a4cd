///One
///
  ///  two  
enum color {
  /// warm
  red,
}
/// A struct.
struct a {
  /// A field.
  n: u8;
}
