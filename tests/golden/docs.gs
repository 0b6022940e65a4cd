/// An enum */ with /* nasty text: "quotes", back\slash, ??/ and a % sign.
enum shade {
    /// The first /*/*/ one.
    light,
    /// ends with a star *
    dark,
}

/// A struct.
///
/// With a second paragraph that is much longer than any line of the generated header may be, so that it has to be broken somewhere,
/// anditcontainsonewordthatisfarlongerthanthewholelinemaybesothatthereisnoplaceatallwhereitcouldbebrokenwithoutharmingit too.
struct thing {
    /// Its identity.
    id: u64;
    /// Two lines
    /// of text.
    size: u32 in 1..10 = 1;
}

/// Trojan ‮ source, tabs	and ünïcode: 日本語.
error nasty(
    /// How nasty.
    degree: u8,
) "a \"nasty\" */ text\n";

/// #define NOT_A_MACRO 1
protocol talk {
    /// Says something.
    call say(
        /// What is said; shown where the clause is.
        what: string<10>,
        /// How often.
        times: u32 = 1,
    ) -> (
        /// How loud it was.
        loudness: f32,
    ) raises nasty;
    /// Whispers.
    cast whisper();
}

/// A server
/// of two lines.
server talker(
    /// A parameter.
    volume: u32 in 0..11 = 5
) implements talk {
    state {
        /// A counter.
        said: u64;
    }
    call say { self->said++; reply(.loudness = 1.5f); }
    cast whisper { /* nothing } */ // nor }
	char c = '}'; const char *s = "}\"}"; (void)c, (void)s; }
    /// Reminds.
    // A remark for the author alone.
    info remind(
        /// Of what.
        what: string<10>
    ) { (void)what; }
}

/// The whole.
system docs {
    /// The only child.
    only: talker();
}
