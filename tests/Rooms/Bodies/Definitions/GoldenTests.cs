using System.Text;
using Entente.Bodies.Definitions;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>A good definition is read as it is meant, however its file is written.</summary>
public sealed class GoldenTests
{
    private static Definition Catch => Golden.Body.Definition("catch");

    private static Field Field(string code) => Catch.Section("report")!.Field(code)!;

    [Fact]
    public void Each_kind_is_read_from_the_name_of_its_file() =>
        Golden.Body.Definitions().Select(definition => (definition.Code, definition.Kind)).ShouldBe([
            ("answers", DefinitionKind.Return), ("catch", DefinitionKind.Return), ("document", DefinitionKind.Certificate), ("duties", DefinitionKind.Register), ("export", DefinitionKind.Return), ("import", DefinitionKind.Return),
            ("news", DefinitionKind.Notice), ("quotas", DefinitionKind.Register), ("ruling", DefinitionKind.Case), ("vessels", DefinitionKind.Register), ("weekly", DefinitionKind.Return)]);

    [Fact]
    public void Texts_come_from_beside_and_from_the_file_of_the_language()
    {
        Catch.Name.In("fr").Text.ShouldBe("Catch (fr)");
        Catch.About!.In("fr").Text.ShouldBe("Ce que les navires ont capturé.");
        Catch.Section("report")!.Help!.In("en").Text.ShouldBe("Who answers for it.");
    }

    [Fact]
    public void Every_type_of_field_is_read() =>
        Catch.Sections.SelectMany(section => section.Fields).Select(field => field.Type).Distinct().Order().ShouldBe(Enum.GetValues<FieldType>());

    [Fact]
    public void Settings_that_are_not_written_have_their_usual_values()
    {
        (Field("why").Longest, Field("remarks").Longest, Field("total").Places, Field("fee").Places, Field("product").Places).ShouldBe((200, 5000, 6, 2, 6));
        (Field("signed").Required, Field("officer").Required, Field("why").Required).ShouldBe(("false", "true", "no_catch"));
        (Catch.Section("by_gear")!.Rows!.Most, Catch.Section("fleet_use")!.Rows!.Most).ShouldBe((10_000, 500));
    }

    [Fact]
    public void What_may_be_said_instead_of_a_value_has_one_order() =>
        Catch.Section("catches")!.Field("weight")!.May.ShouldBe([AnswerKind.Nil, AnswerKind.Withheld]);

    [Fact]
    public void Facts_say_where_they_come_from() =>
        Catch.Facts.ShouldBe([
            new Fact("fleet", FactSource.Register, "vessels", "vessel", "period.end", OwnOnly: false),
            new Fact("mine", FactSource.Register, "vessels", null, null, OwnOnly: true),
            new Fact("before", FactSource.LastPeriod, "catch", "catches", null, OwnOnly: true),
            new Fact("previous", FactSource.LastVersion, "catch", "report", null, OwnOnly: true),
            new Fact("permitted", FactSource.List, "gear-areas", null, null, OwnOnly: false)]);

    [Fact]
    public void What_a_return_is_held_against_is_read()
    {
        var mirror = Golden.Body.Definition("import").Traits.Return!.Mirrors!;
        (mirror.Return, mirror.Section, mirror.TheirSection, mirror.Partner, mirror.TheirPartner, mirror.Figure).ShouldBe(("export", "arrivals", "departures", "origin", "buyer", "taken"));
        (mirror.WithinPercent, mirror.WithinAmount).ShouldBe((2.5m, 10m));
        mirror.Agree.ShouldBe(["gear"]);
    }

    [Fact]
    public void A_key_is_an_error_unless_its_level_is_said_and_a_place_may_have_edges()
    {
        Catch.Section("catches")!.Rows!.KeyLevel.ShouldBeNull();
        Golden.Body.Definition("import").Section("arrivals")!.Rows!.KeyLevel.ShouldBe(CheckLevel.Warning);
        Field("port").Box.ShouldBe(new Box(-60, 60, -90, 30));
    }

    [Fact]
    public void A_check_is_shown_at_a_full_place_however_it_was_written() =>
        Catch.Checks.Select(check => check.At).ShouldBe(["catches.weight", "catches.vessel", "catches", null]);

    [Fact]
    public void Traits_of_each_kind_are_read()
    {
        Catch.Traits.Return.ShouldBe(new ReturnTrait(Rhythm.Week, "period.end + @\"P7D\"", Prefill: true));
        Golden.Body.Definition("vessels").Traits.Register!.NoticeDays.ShouldBe(14);
        Golden.Body.Definition("vessels").FieldAt("ship")!.Value.Section.Code.ShouldBe("vessel");
        Golden.Body.Definition("ruling").Traits.Case!.Clocks.Select(clock => (clock.Days, clock.WorkingDays, clock.Calendar)).ShouldBe([(30, true, "holidays"), (1, false, null)]);
        Golden.Body.Definition("document").Draws.ShouldBe([new Draw("sources", "parent", "line", "taken", "document")]);
        Golden.Body.Definition("import").Draws.ShouldBe([new Draw("arrivals", "paper", "line", "taken", "document")]);
        Golden.Body.Definition("news").Traits.Notice!.ReplyBy.ShouldBe("until_day");
    }

    [Fact]
    public void A_return_says_who_owes_it_why_by_when_and_how_often()
    {
        var weekly = Golden.Body.Definition("weekly").Traits.Return!;
        (weekly.OwedBy, weekly.Requirement, weekly.StatusShownTo).ShouldBe(("count(quotas) > 0", "M:BFT07", "everybody"));
        weekly.Because!.Select(because => (because.When, because.Says.In("fr").Text)).ShouldBe([
            ("sum(quotas.kg) > 100000", "Vous détenez un quota important de {sum(quotas.kg)} kg."), (null, "Vous détenez un quota.")]);
        weekly.Tightens!.ShouldHaveSingleItem().Every.ShouldBe(Rhythm.Day);
        weekly.Remind.ShouldBe([-14, -2, 0, 7]);
        weekly.Rhythms.ShouldBe([Rhythm.Week, Rhythm.Day]);
        Golden.Body.Definition("weekly").Facts[1].ShouldBe(new Fact("landed", FactSource.Statements, "weekly", "landings", null, OwnOnly: true) { Since = "date(period.start.year, 1, 1)", Until = "period.start" });
        (ReportingPeriod.Of(weekly, "2026-06-03")!.Value.End, ReportingPeriod.Of(weekly, "2026-W07")!.Value.Start, ReportingPeriod.Of(weekly, "2026-06")).ShouldBe((new DateOnly(2026, 6, 4), new DateOnly(2026, 2, 9), null));
    }

    [Fact]
    public void A_register_of_requirements_says_whom_they_oblige_and_what_meets_them()
    {
        var obliges = Golden.Body.Definition("duties").Traits.Register!.Obliges!;
        (obliges.Every, obliges.MetBy, obliges.AlsoMetBy, obliges.StatusShownTo).ShouldBe((Rhythm.Year, "requirement.form", "requirement.with", "public"));
        obliges.Code.ShouldBe(new CodesOfEntry("codes", "code", "from_year", "until_year"));
        obliges.Title!.In("fr").Text.ShouldBe("requirement.text_fr");
        (obliges.AnsweredIn! with { AlsoIn = null }).ShouldBe(new AnsweredIn("answers", "rows", "requirement", "status", "sent", "not_applicable", "reason"));
        obliges.AnsweredIn.Sections.ShouldBe(["rows", "more"]);
        obliges.Because!.Count.ShouldBe(2);
        obliges.Remind.ShouldBe([-30]);
        Golden.Body.Definition("answers").Section("rows")!.Rows!.ForEach.ShouldBe(new ForEach(true, "duties") { When = "requirement.form = null" });
    }

    [Fact]
    public void What_says_nothing_of_it_is_kept_in_the_same_bytes_as_before() =>
        Encoding.UTF8.GetString(DefinitionJson.Write(Catch)).ShouldNotContain("tightens");

    [Fact]
    public void Without_a_workflow_the_party_submits_and_the_secretariat_accepts_or_returns()
    {
        var workflow = Golden.Body.Definition("import").Workflow;
        workflow.First.Code.ShouldBe("draft");
        workflow.From("submitted").Select(step => step.Code).ShouldBe(["return", "accept", "withdraw"]);
        workflow.Step("submit")!.By.ShouldBe(["submit"]);
        workflow.State("returned")!.Name.In("fr").Text.ShouldBe("Renvoyé pour correction");
        workflow.States.Where(state => state.Stands).Select(state => state.Code).ShouldBe(["submitted", "accepted", "correction"]);
    }

    [Fact]
    public void What_the_body_itself_declares_nobody_has_to_accept() =>
        Golden.Body.Definition("news").Workflow.Steps.ShouldAllBe(step => step.By.Single() == "serve" && step.Code != "accept");

    [Fact]
    public void A_definition_comes_back_from_its_JSON_with_the_same_digest()
    {
        foreach (var definition in Golden.Body.Definitions())
        {
            var json = DefinitionJson.Write(definition);
            DefinitionJson.Write(DefinitionJson.Read(json)).ShouldBe(json);
            DefinitionJson.Digest(DefinitionJson.Read(json)).ShouldBe(DefinitionJson.Digest(definition));
        }
    }

    [Fact]
    public void A_setting_that_an_older_version_did_not_have_gets_its_usual_value() =>
        DefinitionJson.Read(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(DefinitionJson.Write(Catch)).Replace("\"accept\":[],", "").Replace(",\"accept\":[]", "")))
            .Section("report")!.Field("officer")!.Accept.ShouldBeEmpty();

    [Fact]
    public void Byte_order_marks_line_ends_of_Windows_and_comments_change_nothing()
    {
        var spelled = Golden.Body;
        foreach (var file in spelled.Files.Keys.Where(file => file.EndsWith(".yaml", StringComparison.Ordinal)))
            spelled = spelled.With(file, [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes("# More.\n" + spelled.Text(file)).SelectMany(letter => letter == '\n' ? "\r\n"u8.ToArray() : [letter])]);
        spelled.Definitions().Select(DefinitionJson.Digest).ShouldBe(Golden.Body.Definitions().Select(DefinitionJson.Digest));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_keys_that_are_no_lists_changes_nothing(int seed)
    {
        var random = new Random(seed);
        var text = Golden.Body.Text("catch.return.yaml");
        // The top-level parts, each with what is indented below it.
        var parts = text.Split("\n").Aggregate(new List<string> { "" }, (parts, line) =>
        {
            if (line.Length == 0 || line[0] is ' ' or '#')
                parts[^1] += line + "\n";
            else
                parts.Add(line + "\n");
            return parts;
        });
        var mixed = string.Concat(parts.OrderBy(_ => random.Next()));
        DefinitionJson.Digest(Golden.Body.With("catch.return.yaml", mixed).Definition("catch")).ShouldBe(DefinitionJson.Digest(Catch));
    }
}
