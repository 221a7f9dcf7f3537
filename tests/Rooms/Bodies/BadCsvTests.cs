namespace Entente.Tests.Rooms.Bodies;

/// <summary>One thing wrong in parties.csv or in a list: where it is said to be, by which rule, in which words.</summary>
public sealed class BadCsvTests
{
    private const string Header = "code,country,standing,from,until,groups,name.en,name.fr,note\n";

    [Theory]
    [InlineData("fra,FRA,party,,,,,,", "2:1", "code", "capital letters")]
    [InlineData(",FRA,party,,,,,,", "2:1", "blank", "\"code\" is blank")]
    [InlineData("FRA,FRANCE,party,,,,,,", "2:5", "unknown-country", "Did you mean \"FRA\"?")]
    [InlineData("FRA,FR,party,,,,,,", "2:5", "unknown-country", "Did you mean \"FRA\"?")]
    [InlineData("FRA,FAR,party,,,,,,", "2:5", "unknown-country", "Did you mean \"FRA\"?")]
    [InlineData("FRA,FRA,partie,,,,,,", "2:9", "unknown-standing", "Did you mean \"party\"?")]
    [InlineData("FRA,FRA,,,,,,,", "2:9", "blank", "\"standing\" is blank")]
    [InlineData("FRA,FRA,party,,,nroth,,,", "2:17", "unknown-group", "Did you mean \"north\"?")]
    [InlineData("FRA,FRA,party,,,north;south,,,", "2:17", "unknown-group", "Separate groups with spaces")]
    [InlineData("FRA,FRA,party,,,north north,,,", "2:17", "duplicate-value", "stands here twice")]
    [InlineData("FRA,FRA,party,,,north south,,,", "2:17", "share", "at most one of: north, south")]
    [InlineData("FRA,FRA,party,2021-02-29,,,,,", "2:15", "date", "There is no day 2021-02-29")]
    [InlineData("FRA,FRA,party,24/12/2014,,,,,", "2:15", "date", "Did you mean 2014-12-24?")]
    [InlineData("FRA,FRA,party,03/06/2013,,,,,", "2:15", "date", "Write year, month and day")]
    [InlineData("FRA,FRA,party,2014,,,,,", "2:15", "date", "not a date")]
    [InlineData("FRA,FRA,party,0214-12-24,,,,,", "2:15", "date", "year")]
    [InlineData("FRA,FRA,party,2021-01-01,2021-01-01,,,,", "2:26", "period", "not after its beginning")]
    [InlineData("FRA,FRA,party,2021-01-01,2020-01-01,,,,", "2:26", "period", "not after its beginning")]
    [InlineData("UNION,,party,,,,,Union,", "2:1", "missing-translation", "has no name in en")]
    [InlineData("FRA,FRA,party", "2:1", "ragged-row", "3 cells, but there are 9 columns")]
    [InlineData("FRA,FRA,party,,,,Smith, John,,", "2:1", "ragged-row", "in quotation marks")]
    [InlineData("FRA,FRA,party,,,,\"France,,", "2:18", "quote", "opened here and never closed")]
    [InlineData("FRA,FRA,party,,,,\"France\"x,,", "2:26", "quote", "follows a closing quotation mark")]
    [InlineData("FRA,FRA,party,,,,Fra\"nce,,", "2:21", "quote", "inside a cell")]
    public void A_mistake_in_a_row_is_shown_in_its_cell(string row, string place, string rule, string words) =>
        Example.New().With("parties.csv", Header + row + "\n").ShouldSay("parties.csv:" + place, rule, words);

    [Theory]
    [InlineData("FRA,FRA,party,2020-01-01,,,,,\nFRA,FRA,party,2021-01-01,,,,,", "3:15", "overlap", "End the other row with 2021-01-01")]
    [InlineData("FRA,FRA,party,,,,,,\nFRA,FRA,party,,,,,,", "3:1", "overlap", "stands here again for the same time as in line 2")]
    [InlineData("FRA,FRA,party,2021-01-01,,,,,\nFRA,FRA,signatory,2020-01-01,2021-01-02,,,,", "2:15", "overlap", "line 3")]
    [InlineData("FRA,FRA,signatory,,2021-01-01,,,,\nFRA,BEL,party,2021-01-01,,,,,", "3:5", "different-country", "in line 2")]
    [InlineData("FRA,FRA,signatory,,2021-01-01,,A,,\nFRA,FRA,party,2021-01-01,,,B,,", "3:28", "different-name", "in line 2")]
    [InlineData("FRA,FRA,party,,,,,,\nFra,FRA,party,,,,,,", "3:1", "duplicate-code", "capital letters")]
    public void Rows_of_one_party_must_agree(string rows, string place, string rule, string words) =>
        Example.New().With("parties.csv", Header + rows + "\n").ShouldSay("parties.csv:" + place, rule, words);

    [Theory]
    [InlineData("code,country,standing,from,until,grups", "1:31", "unknown-column", "Did you mean \"groups\"?")]
    [InlineData("code,country,standing,from,until,name.de", "1:31", "unknown-column", "name.de")]
    [InlineData("code,country,standing,from,until,from", "1:31", "duplicate-column", "\"from\" stands here twice")]
    [InlineData("code,country,standing,from,until,", "1:31", "unknown-column", "Column 6 has no name")]
    [InlineData("code,country,standing,from", "1:1", "missing-column", "\"until\" is missing")]
    [InlineData("code;country;standing;from;until", "1:1", "separator", "semicolons")]
    [InlineData("code\tcountry\tstanding\tfrom\tuntil", "1:1", "separator", "tabs")]
    [InlineData("\n\n", "1:1", "empty-file", "no rows")]
    [InlineData("", "1:1", "empty-file", "empty")]
    public void A_mistake_in_the_first_row_is_shown_in_its_cell(string header, string place, string rule, string words) =>
        Example.New().With("parties.csv", header).ShouldSay("parties.csv:" + place.Replace("1:31", $"1:{header.LastIndexOf(',') + 2}"), rule, words);

    [Theory]
    [InlineData("A,a,b,,1\nA,c,d,,2", "3:1", "duplicate-code", "it is in line 2 already")]
    [InlineData("A,a,b,,1\na,c,d,,2", "3:1", "duplicate-code", "capital letters")]
    [InlineData("A,,b,,1", "2:3", "blank", "\"label.en\" is blank")]
    [InlineData("A 1,a,b,,1", "2:1", "code", "without spaces")]
    [InlineData("A,a,b,B,1", "2:7", "unknown-parent", "no code \"B\"")]
    [InlineData("A,a,b,B,1\nB,a,b,C,1\nC,a,b,A,1\nD,a,b,C,1", "3:7", "parent-cycle", "above itself")]
    [InlineData("A,a,b,A,1", "2:7", "parent-cycle", "above itself")]
    [InlineData("A,a,b,,\"1,5\"", "2:8", "number", "with a point before decimals")]
    [InlineData("A,a,b,,1e5", "2:8", "number", "not a number")]
    public void A_mistake_in_a_list_is_shown_in_its_cell(string rows, string place, string rule, string words) =>
        Example.New().With("lists/subjects.csv", "code,label.en,label.fr,parent,article\n" + rows + "\n").ShouldSay("lists/subjects.csv:" + place, rule, words);

    [Fact]
    public void A_code_that_leads_to_a_circle_but_is_not_in_it_is_not_blamed() =>
        Example.New().With("lists/subjects.csv", "code,label.en,label.fr,parent,article\nA,a,a,B,\nB,b,b,A,\nC,c,c,B,\n").Findings()
            .Select(finding => finding.Line).ShouldBe([2, 3]);

    [Fact]
    public void A_cell_that_must_be_a_code_of_another_list_is_checked() =>
        Example.New().Replace("body.yaml", "kind: number}", "kind: code, list: subjects}")
            .With("lists/subjects.csv", "code,label.en,label.fr,article\nAA,a,a,\nBB,b,b,AB\n").ShouldSay("lists/subjects.csv:3:8", "unknown-code", "Did you mean \"AA\"?");

    [Fact]
    public void A_date_in_a_list_may_not_overlap_either() =>
        Example.New().With("lists/subjects.csv", "code,label.en,label.fr,from,until,article\nA,a,a,,2020-01-02,\nA,b,b,2020-01-01,,\n")
            .ShouldSay("lists/subjects.csv:3:7", "overlap", "line 2");

    [Fact]
    public void All_errors_are_found_at_once_however_many_they_are()
    {
        var rows = string.Concat(Enumerable.Repeat("fra,FRANCE,partie,24/12/2014,,nroth,,,\n", 2000));
        Example.New().With("parties.csv", Header + rows).Findings().Count.ShouldBeGreaterThanOrEqualTo(2000 * 4);
    }
}
