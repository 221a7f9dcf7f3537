using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dapper;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>A file in which something is found after it was attached.</summary>
public sealed class RefusedFileTests(PagesApp app) : IClassFixture<PagesApp>
{
    [Fact]
    public async Task A_file_refused_after_it_was_attached_stops_the_submission_until_it_is_removed()
    {
        using var clerk = app.As(app.Clerk);
        using var minister = app.As(app.Minister);
        var address = (await clerk.Submit(await clerk.Get("/bodies/tuna/attached"), "form.e-begin", ("period", "2025-W10"))).Address.AbsolutePath;
        await Send(clerk, address);
        (await State(clerk, address)).ShouldBe("Completed");
        var ready = await minister.Get(address + "/steps/submit");
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        (await owner.ExecuteAsync("update records.file set state = 'refused', why = 'Eicar-Signature' where statement = @id", new { id = Guid.Parse(address[^36..]) })).ShouldBe(1);

        (await minister.Get(address + "/steps/submit")).Html.QuerySelector("form[method=post]:has(button.e-button)").ShouldBeNull("there is nothing to submit before it is mended");
        var refused = await minister.Submit(ready, "form[method=post]:has(button.e-button)");
        refused.Say("main").ShouldContain("The file “letter.pdf” was refused after it was sent");
        (await owner.ExecuteScalarAsync<int>("select version from records.statement where id = @id", new { id = Guid.Parse(address[^36..]) })).ShouldBe(0);
        (await State(clerk, address)).ShouldBe("Problem");
        var page = await clerk.Get(address + "/report");
        page.Say("main").ShouldContain("The file “letter.pdf” was refused after it was sent");

        await clerk.Submit(page, "form.e-entry", ("f.licence.drop", "true"), ("do", "stay"));
        var sent = await minister.Submit(await minister.Get(address + "/steps/submit"), "form[method=post]:has(button.e-button)");
        sent.Say("main").ShouldNotContain("refused");
        (await owner.ExecuteScalarAsync<int>("select version from records.statement where id = @id", new { id = Guid.Parse(address[^36..]) })).ShouldBe(1);
    }

    private static async Task Send(Browser clerk, string address)
    {
        var page = await clerk.Get(address + "/report");
        using var form = new MultipartFormDataContent();
        foreach (var field in page.Html.QuerySelectorAll("#send-licence input[type=hidden]"))
            form.Add(new StringContent(field.GetAttribute("value")!), field.GetAttribute("name")!);
        using var file = new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF-1.7\nstartxref\n9\n%%EOF\n"));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        form.Add(file, "f.licence", "letter.pdf");
        using var answer = await clerk.Http.PostAsync(address + "/files", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldEndWith("saved=1");
    }

    private static async Task<string> State(Browser clerk, string address) =>
        (await clerk.Get(address)).Html.QuerySelector(".e-task-list li .e-task-list__status")!.TextContent.Trim();
}
