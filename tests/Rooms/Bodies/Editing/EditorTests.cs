using System.Net;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Bodies.Editing;

/// <summary>The editors of lists, texts and questions, and what the proposal says of their changes.</summary>
public sealed class EditorTests(EditingApp app) : IClassFixture<EditingApp>
{
    private const string Form = "annual-report.return.yaml";

    [Fact]
    public async Task A_code_is_added_another_ended_and_the_rows_in_between_stay_as_they_were_written()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await desk.First.Get($"{proposal}/lists/subjects");
        page.Html.QuerySelector("[name='r0.code']").ShouldBeNull("a published code is no longer typed");
        var added = await desk.First.Submit(page, "#rows", ("n0.code", "C"), ("n0.label.en", "Third, new"), ("n0.label.fr", "Troisième"));
        added.Status.ShouldBe(HttpStatusCode.OK);
        await desk.First.Submit(await desk.First.Get($"{proposal}/lists/subjects"), "#rows", ("end", "2"));
        var text = (await desk.First.Get(Desk.FileOf(proposal, "lists/subjects.csv"))).One("#Text").TextContent;
        text.ShouldContain("A-1,Part of the first subject,Partie du premier thème,A,2.5");
        text.ShouldContain("\"Third, new\"");
        text.ShouldContain($"B,Second subject,Second thème,,,{app.Clock.Today:yyyy-MM-dd}");
        var said = (await desk.First.Get(proposal)).Say(".e-words");
        said.ShouldContain("New code C, “Third, new”.");
        said.ShouldContain("B, “Second subject”, is no longer used from");
    }

    [Fact]
    public async Task Rows_pasted_as_the_whole_list_end_what_is_not_among_them()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await desk.First.Get($"{proposal}/lists/subjects");
        var pasted = await desk.First.Submit(page, "#paste", ("Pasted", "code\tlabel.en\tlabel.fr\nA\tFirst of all\tPremier\nD\tFourth\tQuatrième\n"), ("Whole", "true"));
        pasted.Say("main").ShouldContain("2 codes taken, 2 ended.");
        pasted.Html.QuerySelector(".e-findings .e-tag--bad").ShouldBeNull();
        (await desk.First.Get(proposal)).Say(".e-words").ShouldContain("“First subject” now reads “First of all”");
    }

    [Fact]
    public async Task A_code_of_the_proposal_itself_may_go_again()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var address = $"{proposal}/lists/subjects";
        await desk.First.Submit(await desk.First.Get(address), "#rows", ("n0.code", "C"), ("n0.label.en", "Third"), ("n0.label.fr", "Troisième"));
        await desk.First.Submit(await desk.First.Get(address), "#rows", ("remove", "3"));
        (await desk.First.Get(Desk.FileOf(proposal, "lists/subjects.csv"))).One("#Text").TextContent.ShouldNotContain("Third");
    }

    [Fact]
    public async Task A_missing_translation_is_marked_and_written_where_it_belongs()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        await desk.Change(proposal, "texts/fr.yaml", "          author:\n            name: Personne responsable\n", "");
        var page = await desk.First.Get($"{proposal}/texts?missing=1");
        page.Say("main").ShouldContain("1 text lacks a translation.");
        const string Place = "definitions.annual-report.sections.report.fields.author.name";
        var saved = await desk.First.Submit(page, "#texts", ($"t:fr:{Place}", "Personne : responsable"));
        saved.Status.ShouldBe(HttpStatusCode.OK);
        var text = (await desk.First.Get(Desk.FileOf(proposal, "texts/fr.yaml"))).One("#Text").TextContent;
        text.ShouldContain("name: 'Personne : responsable'");
        text.ShouldContain("# The French texts");
        (await desk.First.Get(proposal)).Say("#check ~ p").ShouldContain("No errors");
    }

    [Fact]
    public async Task A_question_is_made_required_and_helped_and_the_file_keeps_its_comments()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await desk.First.Get($"{proposal}/forms/annual-report/measures/remarks");
        var saved = await desk.First.Submit(page, "#field", ("Required", "when"), ("When", "number > 100"), ("name.en", "Remarks on it"), ("help.en", "Why so many: explain."), ("help.fr", "Expliquez."));
        saved.Status.ShouldBe(HttpStatusCode.OK);
        saved.Html.QuerySelector(".e-findings .e-tag--bad").ShouldBeNull();
        var text = (await desk.First.Get(Desk.FileOf(proposal, Form))).One("#Text").TextContent;
        text.ShouldContain("name: Remarks on it");
        text.ShouldContain("required: number > 100");
        text.ShouldContain("help: {en: 'Why so many: explain.', fr: Expliquez.}");
        text.ShouldContain("rows: true                            # a table");
        var said = (await desk.First.Get(proposal)).Say(".e-words");
        said.ShouldContain("Remarks on it: required when number > 100");
        said.ShouldContain("new help: “Why so many: explain.”");
    }

    [Fact]
    public async Task A_question_is_added_moved_and_becomes_a_column()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await desk.First.Get($"{proposal}/forms/annual-report/report");
        (await desk.First.Submit(page, "#field", ("NewCode", "Bad Code"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var added = await desk.First.Submit(page, "#field", ("NewCode", "budget"), ("Type", "whole"), ("name.en", "Budget"), ("name.fr", "Budget"), ("from", "0"), ("Required", "no"), ("Behind", "author"));
        added.Status.ShouldBe(HttpStatusCode.OK);
        added.Say(".e-questions").ShouldContain("Budget budget · Whole number");
        var moved = await desk.First.Submit(added, "#report-budget form", ("up", "true"));
        var text = (await desk.First.Get(Desk.FileOf(proposal, Form))).One("#Text").TextContent;
        text.IndexOf("budget:", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("author:", StringComparison.Ordinal));
        moved.Status.ShouldBe(HttpStatusCode.OK);
        var whole = await desk.First.Get(proposal);
        whole.Say("#effects ~ ul").ShouldContain("annual_report_report.budget bigint");
        whole.Say(".e-words").ShouldContain("“Budget” is asked now.");
        await desk.Agree(proposal);
        (await app.Publish(Desk.IdOf(proposal))).ShouldBeEmpty();
        (await app.Ask<int>("select count(*)::int from information_schema.columns where table_schema = @code and table_name = 'annual_report_report' and column_name = 'budget'", new { code = desk.Code })).ShouldBe(1);
    }

    [Fact]
    public async Task A_check_is_added_and_wants_an_example()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await desk.First.Get($"{proposal}/forms/annual-report/checks");
        var added = await desk.First.Submit(page, "#check", ("NewCode", "few-measures"), ("In", "measures"), ("That", "number >= 0"), ("says.en", "Not below zero."), ("says.fr", "Pas moins de zéro."), ("Level", "warning"), ("At", "measures.number"));
        added.Status.ShouldBe(HttpStatusCode.OK);
        added.Say(".e-findings").ShouldContain("No example finds \"few-measures\".");
        added.Html.QuerySelector(".e-findings .e-tag--bad").ShouldBeNull();
    }

    [Fact]
    public async Task The_preview_shows_the_proposed_form_checks_what_is_typed_and_keeps_nothing()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        await desk.Change(proposal, Form, "name: Responsible person", "name: Person in charge");
        await desk.Change(proposal, "texts/fr.yaml", "name: Personne responsable", "name: Responsable");
        var page = await desk.First.Get($"{proposal}/preview/annual-report/report");
        page.Say("main").ShouldContain("Person in charge");
        var wrong = await desk.First.Submit(page, "form.e-entry", ("f.nothing", "true"));
        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.Say(".e-error-summary").ShouldContain("Person in charge");
        var right = await desk.First.Submit(wrong, "form.e-entry", ("f.author", "A. Martin"), ("f.nothing", "true"));
        right.Say("main").ShouldContain("Nothing is wrong with what you typed.");
        (await desk.First.Get($"{proposal}/preview/annual-report/measures")).Html.QuerySelector(".e-sheet").ShouldNotBeNull();
        (await app.Ask<int>("select count(*)::int from records.statement where body = @code", new { code = desk.Code })).ShouldBe(0);
    }

    [Fact]
    public async Task An_editor_that_stood_open_takes_nothing_back()
    {
        var desk = await app.NewBody();
        var proposal = await desk.Begin();
        var page = await desk.First.Get($"{proposal}/lists/subjects");
        await desk.Change(proposal, "lists/subjects.csv", "First subject,Premier thème", "Subject one,Premier thème", desk.Second);
        var saved = await desk.First.Submit(page, "#rows", ("r2.label.en", "Subject two"));
        saved.Status.ShouldBe(HttpStatusCode.OK);
        var text = (await desk.First.Get(Desk.FileOf(proposal, "lists/subjects.csv"))).One("#Text").TextContent;
        text.ShouldContain("Subject one");
        text.ShouldContain("Subject two");
    }
}
