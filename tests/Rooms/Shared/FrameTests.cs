using Entente.Bodies;
using Entente.Shared.Layout;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Shared;

public sealed class FrameTests(KnownReaderApp app) : IClassFixture<KnownReaderApp>
{
    [Fact]
    public async Task Who_is_signed_in_stands_at_the_top_in_their_own_letters()
    {
        using var browser = app.Browser();
        var page = await browser.Get("/privacy");
        page.Say(".e-menu summary bdi").ShouldEndWith("Amina <Diallo>");
        page.Html.QuerySelector("a[href^='/sign-in']").ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_a_signed_in_person_saw_stays_in_the_browser()
    {
        using var browser = app.Browser();
        (await browser.Get("/privacy")).Headers["Cache-Control"].ShouldBe("no-store");
        (await browser.Get("/components?format=csv")).Headers["Cache-Control"].ShouldBe("no-store");
        (await browser.Get("/nowhere")).Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Fact]
    public async Task A_session_about_to_end_is_announced_with_a_way_to_stay()
    {
        using var browser = app.Browser();
        var dialog = (await browser.Get("/privacy")).One("dialog");
        dialog.GetAttribute("data-ends").ShouldBe("2026-03-02T12:30:00Z");
        dialog.GetAttribute("data-stay").ShouldBe("/stay");
        dialog.HasAttribute("open").ShouldBeFalse();
    }

    [Fact]
    public void A_page_that_lies_elsewhere_than_its_address_says_so()
    {
        var frame = new Frame { Under = "/bodies/iccat/declarations" };
        frame.Navigation.AddRange([new("Overview", "/bodies/iccat"), new("Declarations", "/bodies/iccat/declarations")]);
        frame.Navigation.Where(link => frame.IsCurrent(link, "/bodies/iccat/bluefin-weekly")).ShouldHaveSingleItem().Address.ShouldBe("/bodies/iccat/declarations");
    }

    [Theory]
    [InlineData("/bodies/iccat", "/bodies/iccat")]
    [InlineData("/bodies/iccat/members", "/bodies/iccat/members")]
    [InlineData("/bodies/iccat/members/FR", "/bodies/iccat/members")]
    [InlineData("/bodies/iccat/lists/gears", "/bodies/iccat")]
    [InlineData("/bodies/iccatalogue", null)]
    public void The_link_nearest_to_the_address_is_the_current_one(string path, string? current)
    {
        var frame = new Frame();
        frame.Navigation.AddRange([new("Overview", "/bodies/iccat"), new("Members", "/bodies/iccat/members")]);
        frame.Navigation.Where(link => frame.IsCurrent(link, path)).Select(link => link.Address).SingleOrDefault().ShouldBe(current);
    }
}

/// <summary>The application with somebody signed in, as the sign-in room would have said.</summary>
public sealed class KnownReaderApp : DemonstrationApp
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(new Known()));
    }

    private sealed class Known : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, further) =>
            {
                context.Features.Set(new Person(Guid.NewGuid(), "Amina <Diallo>", "amina@example.org", null, null, []));
                context.Features.Set(new SessionEnd(new DateTimeOffset(2026, 3, 2, 12, 30, 0, TimeSpan.Zero), "/stay"));
                return further(context);
            });
            next(app);
        };
    }
}
