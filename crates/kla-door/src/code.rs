//! The codes of what can be wrong with a request itself.

use kla::Text;

macro_rules! codes {
    ($($variant:ident $name:literal, $id:literal, $en:literal;)*) => {
        /// What is wrong with a request. What is wrong with an answers file or a rule has the codes of
        /// the library, [`kla::Code`].
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        #[non_exhaustive]
        pub enum DoorCode {
            $(#[doc = $en] $variant,)*
        }

        impl DoorCode {
            /// Every code, in the order of the guide.
            pub const ALL: &[DoorCode] = &[$(DoorCode::$variant),*];

            /// The name in responses.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(DoorCode::$variant => $name),* }
            }

            /// One sentence on what the code means.
            #[must_use]
            pub fn explanation(self) -> Text {
                match self { $(DoorCode::$variant => Text::new($id, $en)),* }
            }
        }
    };
}

codes! {
    Syntax "request-syntax",
        "Permintaan bukan objek JSON.",
        "The request is not a JSON object.";
    Format "request-format",
        "Kunci `format` menyebut bentuk permintaan yang belum dikenal.",
        "The `format` key names a shape of requests that is not known.";
    MissingKey "request-missing-key",
        "Kunci yang wajib ada tidak ditemukan.",
        "A required key is absent.";
    UnknownKey "request-unknown-key",
        "Kunci tidak dikenal, muncul dua kali, atau tidak dipakai perintah ini; tidak ada yang diabaikan diam-diam.",
        "A key is not known, appears twice or is not used by this verb; nothing is ignored in silence.";
    WrongType "request-wrong-type",
        "Nilai bukan jenis yang diharapkan, misalnya bilangan di tempat teks.",
        "A value is not of the expected kind, such as a number where text belongs.";
    Word "request-word",
        "Kata tidak termasuk daftar pilihan kunci ini.",
        "A word is not among the choices of its key.";
    Value "request-value",
        "Nilai menyebut sesuatu yang tidak ada atau tidak dapat dipakai di sini.",
        "A value names something that does not exist or cannot be used here.";
    Defect "door-defect",
        "Program ini sendiri keliru.",
        "The program itself is wrong.";
}
