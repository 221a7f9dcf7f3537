using System.Text;
using Entente.SignIn;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.SignIn;

public sealed class OneTimeCodeTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B, the rows for SHA-1.
    [Theory]
    [InlineData(59, "94287082"), InlineData(1111111109, "07081804"), InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924"), InlineData(2000000000, "69279037"), InlineData(20000000000, "65353130")]
    public void The_vectors_of_RFC_6238_hold(long seconds, string code) =>
        OneTimeCodes.At(Key, OneTimeCodes.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8).ShouldBe(code);

    // RFC 4226, appendix D.
    [Theory]
    [InlineData(0, "755224"), InlineData(1, "287082"), InlineData(2, "359152"), InlineData(3, "969429"), InlineData(9, "520489")]
    public void The_vectors_of_RFC_4226_hold(long step, string code) => OneTimeCodes.At(Key, step).ShouldBe(code);

    [Theory]
    [InlineData(-2, false), InlineData(-1, true), InlineData(0, true), InlineData(1, true), InlineData(2, false)]
    public void A_clock_may_be_one_step_off(int steps, bool accepted)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1111111111);
        var step = OneTimeCodes.StepAt(at) + steps;
        OneTimeCodes.Accept(Key, OneTimeCodes.At(Key, step), at, lastAccepted: 0).ShouldBe(accepted ? step : null);
    }

    [Fact]
    public void A_code_is_good_once_and_so_is_every_earlier_one()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1111111111);
        var now = OneTimeCodes.StepAt(at);
        OneTimeCodes.Accept(Key, OneTimeCodes.At(Key, now), at, lastAccepted: now).ShouldBeNull();
        OneTimeCodes.Accept(Key, OneTimeCodes.At(Key, now - 1), at, lastAccepted: now).ShouldBeNull();
        OneTimeCodes.Accept(Key, OneTimeCodes.At(Key, now + 1), at, lastAccepted: now).ShouldBe(now + 1);
    }

    [Theory]
    [InlineData("050471"), InlineData("050 471"), InlineData(" 050-471\n"), InlineData("٠٥٠٤٧١"), InlineData("۰۵۰۴۷۱")]
    public void A_code_is_read_as_people_type_and_paste_it(string typed) =>
        OneTimeCodes.Accept(Key, typed, DateTimeOffset.FromUnixTimeSeconds(1111111111), 0).ShouldNotBeNull();

    [Theory]
    [InlineData(""), InlineData("5047"), InlineData("0504710"), InlineData("abcdef"), InlineData("050472")]
    public void Anything_else_is_not_a_code(string typed) =>
        OneTimeCodes.Accept(Key, typed, DateTimeOffset.FromUnixTimeSeconds(1111111111), 0).ShouldBeNull();

    // RFC 4648, section 10, without its padding.
    [Theory]
    [InlineData("", ""), InlineData("f", "MY"), InlineData("fo", "MZXQ"), InlineData("foo", "MZXW6"), InlineData("foob", "MZXW6YQ"), InlineData("fooba", "MZXW6YTB"), InlineData("foobar", "MZXW6YTBOI")]
    public void The_vectors_of_RFC_4648_hold(string text, string written) => Base32.Write(Encoding.ASCII.GetBytes(text)).ShouldBe(written);

    [Fact]
    public void The_address_for_the_picture_names_the_person_and_the_parameters() =>
        OneTimeCodes.Uri(Key, "Entente", "awa+x@example.org").ShouldBe("otpauth://totp/Entente:awa%2Bx%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Entente&algorithm=SHA1&digits=6&period=30");

    [Fact]
    public void Recovery_codes_differ_and_are_found_however_they_are_typed()
    {
        var codes = RecoveryCodes.Make();
        codes.Distinct().Count().ShouldBe(RecoveryCodes.Count);
        foreach (var code in codes)
            RecoveryCodes.Hash(" " + code.ToUpperInvariant().Replace('-', ' ')).ShouldBe(RecoveryCodes.Hash(code));
        RecoveryCodes.Hash("123456").ShouldBeNull();
        RecoveryCodes.Hash("").ShouldBeNull();
    }

    [Fact]
    public void The_picture_holds_the_text_as_square_modules()
    {
        var picture = QrPicture.Of("otpauth://totp/Entente:a?secret=GEZDGNBV");
        picture.Size.ShouldBeGreaterThan(21);
        picture.Path.ShouldStartWith("M4 4h1v1h-1z");
    }

    [Fact]
    public void Every_wait_grows_until_the_longest() => Prop.ForAll<byte>(pauses =>
        Allowance.Address.PauseAfter(pauses) <= Allowance.Address.LongestPause
        && (pauses == 0 || Allowance.Address.PauseAfter(pauses) >= Allowance.Address.PauseAfter(pauses - 1))).QuickCheckThrowOnFailure();
}
