using Entente.Bodies;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>What a good folder becomes.</summary>
public sealed class LoadingTests
{
    private static readonly DateOnly Day = new(2021, 6, 1);

    [Fact]
    public void A_party_changes_its_standing_on_the_day_one_row_ends_and_the_next_begins()
    {
        var france = Example.New().Body().Party("FRA").ShouldNotBeNull();
        france.On(Day.AddDays(-1))!.Standing.ShouldBe("signatory");
        france.On(Day)!.Standing.ShouldBe("party");
        france.On(new DateOnly(2019, 12, 31)).ShouldBeNull();
    }

    [Fact]
    public void A_party_without_a_first_day_belongs_since_ever() =>
        Example.New().Body().Party("ZAF")!.On(DateOnly.MinValue)!.Standing.ShouldBe("party");

    [Fact]
    public void An_audience_holds_the_parties_whose_standing_implies_it_on_the_day()
    {
        var body = Example.New().Body();
        body.In("parties", Day.AddDays(-1)).Select(party => party.Code).ShouldBe(["ZAF"]);
        body.In("parties", Day).Select(party => party.Code).ShouldBe(["FRA", "ZAF"]);
        body.In("everybody", new DateOnly(2022, 1, 1)).Select(party => party.Code).ShouldBe(["FRA", "ZAF", "UNION"]);
    }

    [Fact]
    public void A_country_is_named_by_ISO_unless_the_row_names_it() =>
        Example.New().With("parties.csv", "code,country,standing,from,until,name.en\nTUR,TUR,party,,,\nIRN,IRN,party,,,Iran (Islamic Republic of)\n").Body()
            .Parties.Select(party => (party.Name.In("en").Text, party.Name.In("fr").Text)).ShouldBe([("Türkiye", "Turquie"), ("Iran (Islamic Republic of)", "Iran")]);

    [Fact]
    public void A_reader_of_another_language_is_given_the_first_and_told_so()
    {
        var name = Example.New().Body().Post("chair")!.Name;
        name.In("fr").ShouldBe(new Said("Président", "fr"));
        name.In("fr-CA").ShouldBe(new Said("Président", "fr"));
        name.In("ar").ShouldBe(new Said("Chair", "en"));
        new LocalText(("ar", "رئيس")).In("en").Direction.ShouldBe("rtl");
    }

    [Fact]
    public void Posts_say_what_they_allow_and_for_how_long()
    {
        var body = Example.New().Body();
        var contact = body.Post("national-contact")!;
        contact.For.ShouldBe(PostFor.Party);
        contact.Rights.ShouldBe([Right.Read, Right.Enter, Right.Approve, Right.Submit, Right.Vouch]);
        contact.ReconfirmAfterMonths.ShouldBe(12);
        body.Post("chair")!.Term.ShouldBe(new Term(24, 2));
    }

    [Fact]
    public void A_code_of_a_list_is_found_by_the_day()
    {
        var list = Example.New().With("lists/subjects.csv", "code,label.en,label.fr,from,until,article\nA,Old,Ancien,,2020-01-01,01.50\nA,New,Nouveau,2020-01-01,,\n").Body().List("subjects")!;
        list.Find("A", new DateOnly(2019, 12, 31))!.Label.In("en").Text.ShouldBe("Old");
        list.Find("A", new DateOnly(2020, 1, 1))!.Label.In("en").Text.ShouldBe("New");
        list.Find("A", new DateOnly(2019, 1, 1))!.Values["article"].ShouldBe("1.5");
    }

    [Fact]
    public void A_body_reads_the_same_after_it_was_written_as_JSON()
    {
        var written = BodyJson.Write(Example.New().Body());
        BodyJson.Write(BodyJson.Read(written)).ShouldBe(written);
    }

    [Fact]
    public void Comments_and_line_ends_do_not_change_the_digest_but_a_name_does()
    {
        static string Digest(Example example) => BodyJson.Digest(BodyJson.Write(example.Body()));
        var before = Digest(Example.New());
        Digest(Example.New().With("body.yaml", "# a comment\r\n" + Example.New().Text("body.yaml").Replace("\n", "\r\n"))).ShouldBe(before);
        Digest(Example.New().Replace("body.yaml", "name: Chair", "name: Chairperson")).ShouldNotBe(before);
    }
}
