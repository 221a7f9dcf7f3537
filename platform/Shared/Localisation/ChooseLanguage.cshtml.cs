using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.Shared.Localisation;

/// <summary>The language switch: remembers the choice in this browser and returns to the page it was made on.</summary>
[AllowAnonymous]
public sealed class ChooseLanguage(Texts texts, IEnumerable<LanguageChosen> tell) : PageModel
{
    private const int LongestShown = 20;

    public IReadOnlyList<Language> Offered => Language.All;

    /// <summary>What was asked for and does not exist.</summary>
    public string? Unknown { get; private set; }

    public string Back { get; private set; } = "/";

    /// <summary>The address that switches to this language and comes back to the page of the request.</summary>
    public static string Address(Language language, HttpRequest request) =>
        Address(language, HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : request.PathBase + request.Path);

    public static string Address(Language language, string back) => $"/language?to={language.Code}&back={Uri.EscapeDataString(back)}";

    public async Task<IActionResult> OnGet(string? to, string? back)
    {
        Back = LocalPath.Safe(back);
        Response.Headers.CacheControl = "no-store";
        if (to is null)
            return Page();
        if (Language.Find(to, texts.Languages) is not { } language)
        {
            Unknown = to.Length <= LongestShown ? to : to[..LongestShown] + "…";
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        Response.Cookies.Append(LocalisationRoom.Cookie(Request), language.Code, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = Request.IsHttps,
        });
        foreach (var told in tell)
            await told(HttpContext, language);
        Response.Headers.Location = Back;
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
