using System.Text;
using Entente.Bodies.Loading;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>Encodings, and files that are missing, too many, too large or not files.</summary>
public sealed class BadFilesTests
{
    [Theory]
    [InlineData("parties.csv")]
    [InlineData("body.yaml")]
    [InlineData("texts/fr.yaml")]
    [InlineData("lists/subjects.csv")]
    public void A_file_in_UTF_16_is_named_and_nothing_else_is_wrong_with_it(string file)
    {
        var bytes = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Example.New().Text(file))).ToArray();
        var finding = Example.New().With(file, bytes).Findings().ShouldHaveSingleItem();
        (finding.File, finding.Rule, finding.What).ShouldBe((file, "encoding", "The file is saved as UTF-16."));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_is_recognised_without_a_mark(bool bigEndian) =>
        Example.New().With("parties.csv", new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes(Example.New().Text("parties.csv")))
            .Findings().ShouldHaveSingleItem().Rule.ShouldBe("encoding");

    [Fact]
    public void A_byte_of_Latin_1_is_shown_with_its_line_and_column()
    {
        var bytes = Encoding.Latin1.GetBytes("code,country,standing,from,until,name.fr\nCIV,CIV,party,,,C\u00F4te d'Ivoire\nSEN,SEN,party,,,S\u00E9n\u00E9gal\n");
        var findings = Example.New().With("parties.csv", bytes).Findings();
        findings.Select(finding => (finding.Line, finding.Column, finding.Rule)).ShouldBe([(2, 18, "encoding"), (3, 18, "encoding")]);
        findings[0].What.ShouldBe("Byte 0xF4 is not UTF-8; in Latin-1 it would be \"ô\".");
    }

    [Fact]
    public void A_byte_order_mark_and_line_ends_of_Windows_are_no_error()
    {
        var example = Example.New();
        foreach (var file in example.Files.Keys)
            example = example.With(file, [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(example.Text(file).Replace("\n", "\r\n"))]);
        example.Body().Code.ShouldBe("example");
    }

    [Fact]
    public void Lines_are_counted_the_same_whatever_ends_them() =>
        Example.New().With("parties.csv", "code,country,standing,from,until\rFRA,FRA,party,,\r\nBEL,BEL,party,,\n\"CAN\",CAN,\"par\r\nty\",,\nXXX,XXX,party,,\n").Findings()
            .Select(finding => (finding.Line, finding.Column, finding.Rule)).ShouldBe([(4, 11, "unknown-standing"), (6, 5, "unknown-country")]);

    [Fact]
    public void A_character_lost_in_a_conversion_and_an_invisible_one_are_shown() =>
        Example.New().With("lists/subjects.csv", "code,label.en,label.fr,article\nA,a,C\uFFFDte,\nB,b\u0007,b,\n").Findings()
            .Select(finding => (finding.Line, finding.Column, finding.Rule)).ShouldBe([(2, 6, "character"), (3, 4, "character")]);

    [Fact]
    public void Composed_and_decomposed_accents_are_the_same_text() =>
        Example.New().Replace("texts/fr.yaml", "Thèmes", "The\u0300mes").Body().Lists[0].Name.In("fr").Text.ShouldBe("Thèmes");

    [Theory]
    [InlineData("body.yaml")]
    [InlineData("parties.csv")]
    [InlineData("lists/subjects.csv")]
    public void A_file_that_must_be_there_is_missed(string file) =>
        Example.New().Without(file).ShouldSay(file, "missing-file", file[(file.LastIndexOf('/') + 1)..].Split('.')[0]);

    [Theory]
    [InlineData("body.yml", "Did you mean \"body.yaml\"?")]
    [InlineData("Parties.csv", "Did you mean \"parties.csv\"?")]
    [InlineData("lists/gears.xlsx", "Save the sheet as CSV")]
    [InlineData("texts/fr.yml", "Did you mean \"texts/fr.yaml\"?")]
    [InlineData("vessels.registr.yaml", "Did you mean \"vessels.register.yaml\"?")]
    [InlineData("vessels.yaml", "It may hold")]
    public void A_file_that_does_not_belong_there_is_named(string file, string words) =>
        Example.New().With(file, "anything").ShouldSay(file + ":1:1", "unexpected-file", words);

    [Theory]
    [InlineData("texts/en.yaml", "unexpected-file", "first language")]
    [InlineData("texts/de.yaml", "unknown-language", "not a language of this body")]
    [InlineData("texts/french.yaml", "unknown-language", "not a language code")]
    [InlineData("lists/subject.csv", "undeclared-list", "Did you mean \"subjects\"?")]
    public void A_file_that_body_yaml_does_not_announce_is_named(string file, string rule, string words) =>
        Example.New().With(file, "code: a").ShouldSay(file, rule, words);

    [Theory]
    [InlineData(".DS_Store")]
    [InlineData("lists/.~lock.subjects.csv#")]
    [InlineData("~$parties.xlsx")]
    [InlineData("body.yaml~")]
    public void What_editors_leave_behind_is_no_error(string file) =>
        Example.New().With(file, "anything").Findings().ShouldBeEmpty();

    [Theory]
    [InlineData(FileKind.Link, "link")]
    [InlineData(FileKind.TooLarge, "too-large")]
    [InlineData(FileKind.Unreadable, "unreadable")]
    [InlineData(FileKind.Folder, "unexpected-file")]
    public void What_is_not_a_plain_file_of_reasonable_size_is_named(FileKind kind, string rule) =>
        BodyLoader.Load(Example.New().Folder(others: new FolderFile("lists/more.csv", [], kind))).Findings.ShouldContain(finding => finding.Rule == rule && finding.File == "lists/more.csv");
}
