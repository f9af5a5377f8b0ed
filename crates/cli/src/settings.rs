//! The few settings of a feed that are neither products nor rules: currency, language, time zone.

use crate::catalogue::Catalogue;
use crate::pipeline::{BuildError, BuildOptions};

/// What a setting must look like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Setting {
    Currency,
    Language,
    TimeZone,
}

/// The settings of a feed.
pub(crate) struct Settings {
    pub(crate) currency: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) time_zone: Option<String>,
}

impl Setting {
    /// What belongs there, for a message.
    pub(crate) fn expected(self) -> &'static str {
        match self {
            Setting::Currency => "a currency such as EUR",
            Setting::Language => "a language such as en or de-AT",
            Setting::TimeZone => "a time zone such as Europe/Stockholm",
        }
    }

    /// Whether a text has the form of this setting; whether there is such a currency is for the browser to know.
    pub(crate) fn accepts(self, text: &str) -> bool {
        match self {
            Setting::Currency => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
            Setting::Language => {
                let mut parts = text.split('-');
                let is_language = |part: &str| (2..=8).contains(&part.len()) && all(part, u8::is_ascii_alphabetic);
                parts.next().is_some_and(is_language)
                    && parts.all(|part| (1..=8).contains(&part.len()) && all(part, u8::is_ascii_alphanumeric))
            }
            Setting::TimeZone => {
                let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_+-".contains(byte);
                text.split('/').all(|part| !part.is_empty() && all(part, is_name))
            }
        }
    }
}

impl Settings {
    /// What the command line says, else what the catalogue says.
    pub(crate) fn of(options: &BuildOptions, catalogue: &Catalogue) -> Result<Settings, BuildError> {
        let choose = |setting: Setting, option: &'static str, given: &Option<String>, own: &Option<String>| match given
        {
            Some(text) if !setting.accepts(text) => {
                Err(BuildError::Setting { option, expected: setting.expected(), found: text.clone() })
            }
            Some(text) => Ok(Some(text.clone())),
            None => Ok(own.clone()),
        };
        Ok(Settings {
            currency: choose(Setting::Currency, "--currency", &options.currency, &catalogue.currency)?,
            language: choose(Setting::Language, "--language", &options.language, &catalogue.language)?,
            time_zone: choose(Setting::TimeZone, "--time-zone", &options.time_zone, &catalogue.time_zone)?,
        })
    }
}

fn all(text: &str, test: impl Fn(&u8) -> bool) -> bool {
    text.as_bytes().iter().all(test)
}

#[cfg(test)]
mod tests {
    use super::Setting;

    #[test]
    fn settings_have_the_form_that_browsers_take() {
        let accepts = |setting: Setting, texts: &[&str]| texts.iter().all(|text| setting.accepts(text));
        let refuses = |setting: Setting, texts: &[&str]| !texts.iter().any(|text| setting.accepts(text));
        assert!(accepts(Setting::Currency, &["EUR", "USD"]));
        assert!(refuses(Setting::Currency, &["", "eur", "EURO", "€", "E1R"]));
        assert!(accepts(Setting::Language, &["en", "de-AT", "zh-Hant-TW", "es-419"]));
        assert!(refuses(Setting::Language, &["", "e", "de_AT", "-", "de-"]));
        assert!(accepts(
            Setting::TimeZone,
            &["UTC", "Europe/Stockholm", "America/Argentina/Buenos_Aires", "Etc/GMT+3"]
        ));
        assert!(refuses(Setting::TimeZone, &["", "/", "Europe/", "Europe Stockholm"]));
    }
}
