using Entente.SignIn.Registration;

namespace Entente.Tests.Rooms;

public sealed class LetterTests
{
    [Theory]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("FFD8FFE000104A46", "image/jpeg")]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("89504E47", null)]
    [InlineData("4D5A900003000000", null)]
    [InlineData("3C68746D6C3E", null)]
    [InlineData("20255044462D", null)]
    [InlineData("", null)]
    public void The_content_says_what_it_is(string hex, string? type) => Letter.TypeOf(Convert.FromHexString(hex)).ShouldBe(type);

    [Theory]
    [InlineData("note.pdf", "note.pdf")]
    [InlineData(@"C:\Users\x\note verbale.pdf", "note verbale.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("gnp.\u202Eletter\r\n.pdf", "gnp.letter.pdf")]
    [InlineData("رسالة.pdf", "رسالة.pdf")]
    [InlineData("a/", "letter")]
    public void The_name_is_kept_without_what_misleads(string given, string kept) => Letter.Tidy(given).ShouldBe(kept);
}
