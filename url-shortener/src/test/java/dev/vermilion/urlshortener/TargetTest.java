package dev.vermilion.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com | https://example.com",
                "  http://Example.COM/Path?q=1#part  | http://example.com/Path?q=1#part",
                "HTTPS://example.com:8443/a%20b | https://example.com:8443/a%20b",
                "https://münchen.example/straße | https://xn--mnchen-3ya.example/stra%C3%9Fe",
                "http://[2001:db8::1]:8080/x | http://[2001:db8::1]:8080/x",
                "https://sho.rt.example.com/ | https://sho.rt.example.com/",
            })
    void aGoodTargetIsTakenInItsPlainForm(String url, String target) {
        assertThat(Target.checked(url, "sho.rt:8080")).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | The target is missing.",
                "example.com | The target must begin with http:// or https://.",
                "javascript:alert(1) | The target must begin with http:// or https://.",
                "ftp://example.com/ | The target must begin with http:// or https://.",
                "https:/// | The target has no host.",
                "https://?q=1 | The target has no host.",
                "https://:80/ | The target has no host.",
                "https://ann:secret@example.com/ | The target must not contain a user name or password.",
                "https://trusted.example@evil.example/ | The target must not contain a user name or password.",
                "https://sho.rt/abc | The target must not be on this site (sho.rt): it could lead in circles.",
                "https://SHO.RT.:99/abc | The target must not be on this site (sho.rt): it could lead in circles.",
                "https://exa mple.com/ | The target is not a valid URL: illegal character in authority.",
                "https://example.com/a b | The target is not a valid URL: illegal character in path.",
                "https://example.com:99999/ | The target has no valid port.",
                "https://exa_mple..com/ | The target has no valid host.",
            })
    void aBadTargetIsRefusedWithTheReason(String url, String reason) {
        assertThatThrownBy(() -> Target.checked(url, "sho.rt:8080")).hasMessage(reason);
    }

    @Test
    void everyNameOfThisMachineIsThisSite() {
        assertThatThrownBy(() -> Target.checked("http://127.0.0.1:8080/x", "localhost:8080"))
                .hasMessageContaining("must not be on this site");
    }

    @Test
    void upTo2048CharactersAreTaken() {
        String base = "https://example.com/";
        String longest = base + "x".repeat(2_048 - base.length());
        assertThat(Target.checked(longest, "sho.rt")).isEqualTo(longest);
        assertThatThrownBy(() -> Target.checked(longest + "x", "sho.rt"))
                .hasMessage("The target is longer than 2048 characters.");
    }

    @ParameterizedTest
    @CsvSource({"ab", "a b", "-abc", "ümlaut", "abc+", "a/b", "api", "KIT", "health"})
    void aCodeThatIsMalformedOrReservedIsRefused(String code) {
        assertThatThrownBy(() -> Codes.checked(code)).isInstanceOf(LinkException.class);
    }
}
