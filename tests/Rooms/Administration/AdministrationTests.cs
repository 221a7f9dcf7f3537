using System.Net;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Mail;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Administration;

public sealed class AdministrationTests(AdministrationApp app) : IClassFixture<AdministrationApp>
{
    private static readonly string[] Pages = ["/administration", "/administration/jobs", "/administration/jobs?show=waiting", "/administration/mail", "/administration/errors"];

    [Fact]
    public async Task The_pages_are_for_administrators_only()
    {
        using var administrator = app.As(app.Administrator);
        using var reporter = app.As(app.Reporter);
        foreach (var page in Pages)
        {
            (await administrator.Get(page)).Status.ShouldBe(HttpStatusCode.OK, page);
            (await reporter.Get(page)).Status.ShouldBe(HttpStatusCode.Forbidden, page);
            using var answer = await app.Browser().Http.GetAsync(new Uri(page, UriKind.Relative));
            ((int)answer.StatusCode).ShouldBeOneOf(303, 401);
        }
    }

    [Fact]
    public async Task The_database_itself_shows_queue_mail_and_errors_to_administrators_only()
    {
        await app.Add("poison");
        await app.Send("somebody@example.org");
        foreach (var (person, seen) in new (Guid?, bool)[] { (app.Administrator, true), (app.Reporter, false), (null, false) })
        {
            var (jobs, mails) = await app.Get<Database>().Read(person, async connection =>
                ((await QueueView.State(connection, app.Clock.GetUtcNow())).Waiting, (await OutboxView.List(connection, MailsShown.All, null, "added_at", descending: false, 0, 10)).Total));
            (jobs > 0, mails > 0).ShouldBe((seen, seen));
        }
        await app.RunJobs();
    }

    [Fact]
    public async Task A_dead_letter_is_seen_tried_again_and_discarded()
    {
        var id = await app.Add("poison");
        await app.RunJobs();
        using var browser = app.As(app.Administrator);
        (await browser.Get("/administration")).Say("main").ShouldContain("failed for good");
        (await browser.Get("/administration/jobs")).Link($"a[href='/administration/jobs/{id}']").ShouldNotBeNull();
        var page = await browser.Get($"/administration/jobs/{id}");
        page.Say().ShouldContain("spoiled by (address)");
        var after = await browser.Submit(page, "form[action*=Retry]");
        after.Say().ShouldContain("tried again");
        (await app.One<bool>("select dead_at is null from jobs.job where id = @id", new { id })).ShouldBeTrue();
        await app.RunJobs();
        after = await browser.Submit(await browser.Get($"/administration/jobs/{id}"), "form[action*=Discard]");
        after.Say().ShouldContain("discarded");
        (await app.One<int>("select count(*)::int from jobs.job where id = @id", new { id })).ShouldBe(0);
        (await browser.Get($"/administration/jobs/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_else_can_try_a_dead_letter_again()
    {
        var id = await app.Add("poison");
        await app.RunJobs();
        using var administrator = app.As(app.Administrator);
        using var reporter = app.As(app.Reporter);
        var page = await administrator.Get($"/administration/jobs/{id}");
        (await reporter.Submit(page, "form[action*=Retry]")).Status.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.BadRequest);
        (await app.One<bool>("select dead_at is null from jobs.job where id = @id", new { id })).ShouldBeFalse();
    }

    [Fact]
    public async Task A_request_to_act_without_the_forms_token_does_nothing()
    {
        var id = await app.Add("poison");
        await app.RunJobs();
        using var administrator = app.As(app.Administrator);
        using var form = new FormUrlEncodedContent([]);
        using var answer = await administrator.Http.PostAsync(new Uri($"/administration/jobs/{id}?handler=Discard", UriKind.Relative), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await app.One<int>("select count(*)::int from jobs.job where id = @id", new { id })).ShouldBe(1);
    }

    [Fact]
    public async Task The_outbox_shows_the_text_where_a_folder_stands_for_the_server()
    {
        var id = await app.Send("omar@example.org");
        await app.RunJobs();
        using var browser = app.As(app.Administrator);
        var list = await browser.Get("/administration/mail?q=omar");
        list.Say("tbody").ShouldContain("omar@example.org");
        list.Say("tbody .e-tag").ShouldBe("Put in the folder");
        var page = await browser.Get($"/administration/mail/{id}");
        page.One("main [lang=ar][dir=rtl]").TextContent.ShouldContain("صفحات الإدارة");
    }

    [Fact]
    public async Task The_newest_message_stands_first()
    {
        var older = await app.Send("order@example.org");
        await app.Execute("update mail.message set added_at = added_at - interval '1 day' where id = @older", new { older });
        var newer = await app.Send("order@example.org");
        using var browser = app.As(app.Administrator);
        var list = await browser.Get("/administration/mail?q=order%40");
        list.Html.QuerySelectorAll("tbody th a").Select(link => link.GetAttribute("href")).ShouldBe([$"/administration/mail/{newer}", $"/administration/mail/{older}"]);
    }

    [Fact]
    public async Task A_test_message_reaches_the_administrator()
    {
        using var browser = app.As(app.Administrator);
        await browser.Submit(await browser.Get("/administration/mail"), "form[action*=Test]");
        await app.RunJobs();
        (await app.Mails("administrator@example.org")).ShouldContain(mail => mail.Sent);
    }

    [Fact]
    public async Task Reading_the_bodies_again_is_work_for_the_owner()
    {
        using var browser = app.As(app.Administrator);
        await browser.Submit(await browser.Get("/administration"), "form[action*=Reload]");
        (await app.One<string>("select lane from jobs.job where kind = 'publish-bodies'")).ShouldBe("owner");
    }

    [Fact]
    public async Task An_error_is_found_by_the_reference_that_the_person_was_shown()
    {
        using var browser = app.As(app.Administrator);
        var broken = await browser.Get("/throw");
        var kept = "";
        for (var i = 0; i < 100 && kept.Length == 0; i++)
        {
            await Task.Delay(50);
            kept = await app.One<string>("select coalesce(max(trace), '') from administration.error where type = 'System.IO.InvalidDataException'");
        }
        broken.Text.ShouldContain(kept);
        var found = await browser.Get($"/administration/errors?q={kept}");
        var page = await browser.Get(found.Link("tbody a"));
        page.Say().ShouldContain("broken for (address)");
    }

    [Fact]
    public async Task Work_that_fails_bears_the_reference_of_the_request_that_asked_for_it()
    {
        using var asked = new System.Diagnostics.Activity("a request").Start();
        var id = await app.Add("poison");
        asked.Stop();
        await app.RunJobs();
        using var browser = app.As(app.Administrator);
        (await browser.Get($"/administration/jobs/{id}")).Say().ShouldContain(asked.TraceId.ToString());
        await Until(async () => await app.One<int>("select count(*)::int from administration.error where trace = @trace", new { trace = asked.TraceId.ToString() }) == 1);
    }

    [Fact]
    public async Task Every_node_that_runs_is_listed_until_it_stops()
    {
        using var browser = app.As(app.Administrator);
        await using (var twin = app.Twin())
        {
            twin.Settings["ENTENTE_NODE"] = "the-twin";
            _ = twin.Services;
            await Until(async () => (await browser.Get("/administration")).Say("table").Contains("the-twin", StringComparison.Ordinal));
        }
        await Until(async () => !(await browser.Get("/administration")).Say("table").Contains("the-twin", StringComparison.Ordinal));
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await holds())
                return;
            await Task.Delay(50);
        }
        Assert.Fail("It never came to be.");
    }
}
