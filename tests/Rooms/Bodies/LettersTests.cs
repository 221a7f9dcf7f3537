namespace Entente.Tests.Rooms.Bodies;

/// <summary>The letters of a folder: what they mention is known, in every language, or it is an error at its place.</summary>
public sealed class LettersTests
{
    private const string File = "letters/reminder.yaml";

    private const string Letter = """
        name: {en: Reminder, fr: Rappel}
        to: missing
        subject: {en: "Reports for {year}", fr: "Rapports de {year}"}
        paragraphs:
          what: {en: "These are missing, {party}:", fr: "Il manque, {party} :"}
          list: {en: "{missing}", fr: "{missing}"}
        """;

    private static readonly Example Good = Example.New().With(File, Letter);

    [Fact]
    public void A_letter_is_read_with_its_paragraphs_in_their_order()
    {
        Good.Findings().ShouldBeEmpty();
        var letter = Entente.Bodies.Loading.BodyLoader.Load(Good.Folder()).Body!.Letters.ShouldHaveSingleItem();
        letter.Code.ShouldBe("reminder");
        letter.To.ShouldBe(Entente.Bodies.LetterTo.Missing);
        letter.Paragraphs.Select(paragraph => paragraph.In("fr").Text).ShouldBe(["Il manque, {party} :", "{missing}"]);
    }

    [Fact]
    public void A_body_without_letters_is_what_it_was() => Entente.Bodies.Loading.BodyLoader.Load(Example.New().Folder()).Body!.Letters.ShouldBeNull();

    [Theory]
    [InlineData("{party}:\"", "{partie}:\"", "unknown-mention", "Did you mean \"party\"?")]
    [InlineData("{en: \"{missing}\"", "{en: \"So: {missing}\"", "list-mention", "a list and stands alone")]
    [InlineData("to: missing", "to: ‸mising", "unknown-value", "Did you mean \"missing\"?")]
    [InlineData("to: missing", "to: missing\n‸colour: red", "unknown-key", "colour")]
    [InlineData(", fr: Rappel}", "}", "missing-translation", "has no text in fr")]
    [InlineData("subject: {en: \"Reports for {year}\", fr: \"Rapports de {year}\"}\n", "", "missing-key", "subject")]
    public void What_is_wrong_is_said_at_its_place(string old, string with, string rule, string words) => Good.Spoil(File, old, with).ShouldSay(rule, words);

    [Fact]
    public void A_letter_whose_name_is_no_code_is_an_error() => Example.New().With("letters/My letter.yaml", Letter).ShouldSay("letters/My letter.yaml", "code", "cannot be the code of a letter");
}
