using System.Security.Claims;
using Entente.Bodies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Kit;

/// <summary>
/// Lets a test be somebody without passing the door, which has tests of its own: the person is looked up for every
/// request, as the door does, so that rights follow the posts of the moment.
/// </summary>
public sealed class AsPerson : IStartupFilter
{
    public const string Header = "Test-Person";

    public static Browser Browser(TestApp app, Guid person, string language = "en")
    {
        var browser = app.Browser(language);
        browser.Http.DefaultRequestHeaders.Add(Header, person.ToString());
        return browser;
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            if (Guid.TryParse(context.Request.Headers[Header], out var id) && await context.RequestServices.GetRequiredService<People>().Find(id) is { } person)
            {
                context.Features.Set(person);
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.ToString())], "test"));
            }
            await rest(context);
        });
        next(app);
    };
}
