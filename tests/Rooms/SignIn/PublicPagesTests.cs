using Entente.Tests.Kit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.SignIn;

public sealed class PublicPagesTests(TestApp app) : IClassFixture<TestApp>
{
    // A page open to everybody is a decision: whoever makes one writes it down here.
    private static readonly string[] Public =
    [
        "", "bodies/{code}", "bodies/{code}/lists/{list}", "bodies/{code}/members", "help", "privacy", "accessibility", "language", "components/{problems:regex(^problems$)?}",
        "health/live", "health/ready", "protection", "protection/asvs", "protection/libraries", ".well-known/security.txt",
        "sign-in", "sign-in/password", "sign-in/resend/{token}", "sign-in/code", "sign-in/recover", "sign-out", "demonstration/sign-in",
        "enrol/{token}", "enrol", "enrol/password", "enrol/code",
        "bodies/{code}/ask", "access/{link}", "invitation/{link}", "first-administrator/{link}",
        // Pages show what the reader may read; files ask by themselves who it is.
        "bodies/{body}/declarations", "bodies/{body}/{definition}", "bodies/{body}/{definition}/{id:guid}",
        "bodies/{body}/{definition}/{id:guid}/files", "files/{file:guid}",
        // What was declared, to whoever it was shown to; and the check of a document by its number and code.
        "bodies/{body}/{definition}/{id:guid}/view/document", "bodies/{body}/{definition}/{id:guid}/view/uses", "verify", "api/verify",
        "bodies/{body}/{definition}/{id:guid}/view/compare", "bodies/{body}/{definition}/{id:guid}/view/versions", "bodies/{body}/{definition}/{id:guid}/view/versions/{number:int}",
        "bodies/{body}/{definition}/{id:guid}/view/notice", "bodies/{body}/notices", "bodies/{body}/{definition}/{id:guid}/view/workbook", "bodies/{body}/{definition}/{id:guid}/view/print",
        // Who owed what, as far as a definition shows it to the public; a calendar's secret address.
        "bodies/{code}/status", "bodies/{code}/status/rows", "bodies/{code}/status/difference", "bodies/{code}/papers", "calendar/{secret}.ics",
        // The empty form, which says no more than what is declared.
        "bodies/{body}/{definition}/workbook",
        "bodies/{body}/{definition:register}", "bodies/{body}/{definition:register}/{id:guid}/entry", "bodies/{body}/{definition:register}/{id:guid}/entry/compare",
        // The log proves what was declared without saying it; receipts and statements as files answer whoever may read the version.
        "log", "log/checkpoint", "log/keys", "log/tile/{**rest}", "log/r/{code}",
        "bodies/{body}/{definition}/{id:guid}/receipts/{number:int}", "bodies/{body}/{definition}/{id:guid}/view/receipt",
        "bodies/{body}/{definition}/{id:guid}/view/receipt.json", "bodies/{body}/{definition}/{id:guid}/view/statement.json",
        "api/{body}/{definition}/{id:guid}/receipt.json", "api/{body}/{definition}/{id:guid}/statement.json",
        // What the public may read it may read through the interface; row security says what that is.
        "api/", "api/problems/{kind}", "api/{body}", "api/{body}/openapi.json", "api/{body}/{definition}", "api/{body}/{definition}/{id:guid}",
        "api/{body}/{definition}/{id:guid}/faults", "api/{body}/{definition}/{id:guid}/steps/{step}", "api/{body}/{definition}/{id:guid}/show-to", "api/{body}/{definition}/{id:guid}/{table}", "api/{body}/{definition}/{id:guid}/draft", "api/{body}/{definition}/{id:guid}/loads/{load:guid}",
        // Each asks for a key itself, as every other change by program does.
        "api/{body}/{definition}/history", "api/{body}/{definition}/{id:guid}/proposal", "api/{body}/{definition}/{id:guid}/proposal/{word:regex(^(agree|refuse)$)}", "api/{body}/{definition}/{id:guid}/confirmation",
        "api/{body}/{definition}/{id:guid}/line-balances", "api/{body}/{definition}/{id:guid}/allotment", "api/{body}/{definition}/{id:guid}/referrals",
        "api/{body}/{definition}/{id:guid}/referrals/{referral:guid}/opinion", "api/{body}/{definition}/{id:guid}/replies", "api/{body}/{definition}/{id:guid}/union-slices", "api/{body}/{definition}/{id:guid}/workbook",
        "api/{body}/{definition:register}/{id:guid}/acts/{act:regex(^(end|reinstate|merge|split|undo)$)}", "api/{body}/{definition:register}/requests", "api/{body}/{definition:register}/{id:guid}/requests",
        "api/{body}/{definition:register}/{id:guid}/requests/{request:guid}/{word:regex(^(agree|refuse|withdraw)$)}",
    ];

    [Fact]
    public void Every_address_says_who_may_call_it() =>
        Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(Address).ShouldBeEmpty();

    [Fact]
    public void What_is_open_to_everybody_is_on_the_list() =>
        Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Address).Distinct().Except(Public).ShouldBeEmpty();

    [Fact]
    public async Task An_address_with_nothing_behind_it_is_not_a_matter_of_signing_in()
    {
        using var browser = app.Browser();
        var page = await browser.Get("/wp-login.php");
        page.Status.ShouldBe(System.Net.HttpStatusCode.NotFound, page.Address + page.Say());
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Address(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/');
}
