using System.Globalization;
using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Entente.SignIn.Registration;

/// <summary>Anybody asks for a post of a party. The answer is always the same; what there is to say goes to the address.</summary>
[AllowAnonymous]
public sealed class AskPage(BodyCatalogue catalogue, Requests requests, Attempts attempts, People people) : BodyPage(catalogue)
{
    public const int LongestPurpose = 1000;

    // A ministry behind one address may register its people in one sitting; one mailbox is not filled by strangers.
    private static readonly Allowance ByNetwork = new("ask-network", 30, TimeSpan.FromHours(1), TimeSpan.FromMinutes(15), TimeSpan.FromHours(2));
    private static readonly Allowance ByAddress = new("ask-address", 4, TimeSpan.FromHours(24), TimeSpan.FromHours(1), TimeSpan.FromHours(24));

    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Email { get; set; }
    [BindProperty] public string? Party { get; set; }
    [BindProperty] public string? Post { get; set; }
    [BindProperty] public string? Purpose { get; set; }
    [BindProperty] public string? Language { get; set; }

    public bool Sent { get; private set; }

    public IEnumerable<Option> Parties => Body.Members(people.Today).Select(member => new Option(member.Party.Code, Say(member.Party.Name).Text,
        Search: string.Join(' ', member.Party.Name.All.Select(name => name.Text).Append(member.Party.Code)))).OrderBy(option => option.Text, T.Alphabet);

    public IEnumerable<Option> Posts => Body.Posts.Where(post => post.For == PostFor.Party).Select(post => new Option(post.Code, Say(post.Name).Text));

    public static IEnumerable<Option> Languages => Shared.Localisation.Language.All.Select(language => new Option(language.Code, language.OwnName));

    public IActionResult OnGet(string code, string? sent)
    {
        if (!Find(code))
            return Refuse(StatusCodes.Status404NotFound);
        Sent = sent is not null;
        (Name, Email, Language) = (Me?.Name, Me?.Email, T.Language.Code);
        return Page();
    }

    public async Task<IActionResult> OnPost(string code)
    {
        if (!Find(code))
            return Refuse(StatusCodes.Status404NotFound);
        Check();
        if (Problems.Any)
            return Again();
        var email = Email!.Trim();
        if (await attempts.Take(ByNetwork, Visit.Of(HttpContext).Network, Cancelled) is { } wait)
            return TooMany(wait);
        // An address that is asked for too often gets no more mail; whoever asks is not told.
        if (await attempts.Take(ByAddress, await people.SameAddress(email, Cancelled), Cancelled) is null)
            await requests.Ask(new Asked(Body.Code, Party!, Post!, Name!.Trim(), email, Language!, Purpose!.Trim()), Cancelled);
        return Go($"{BodyAddress}/ask?sent=1");
    }

    private void Check()
    {
        Require(nameof(Name), PersonName.IsGood(Name), string.IsNullOrWhiteSpace(Name) ? "sign-in.name.missing" : "registration.problem.name");
        Require(nameof(Email), Recipient.IsAddress(Email?.Trim() ?? ""), "registration.problem.email");
        Require(nameof(Party), Body.Party(Party ?? "")?.On(people.Today) is not null, "registration.problem.party");
        Require(nameof(Post), Body.Post(Post ?? "")?.For == PostFor.Party, "registration.problem.post");
        if (Purpose?.Trim().Length > LongestPurpose)
            Problems.Add(nameof(Purpose), T["people.problem.too-long", ("most", LongestPurpose)]);
        Require(nameof(Purpose), Purpose?.Trim() is { Length: > 0 }, "registration.problem.purpose");
        Require(nameof(Language), Shared.Localisation.Language.Find(Language, Shared.Localisation.Language.All) is not null, "registration.problem.language");
    }

    private void Require(string field, bool given, string problem)
    {
        if (!given)
            Problems.Add(field, T[problem]);
    }

    private PageResult TooMany(TimeSpan wait)
    {
        Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Problems.Add(T["sign-in.wait", ("minutes", (int)Math.Ceiling(wait.TotalMinutes))]);
        return Again(StatusCodes.Status429TooManyRequests);
    }
}
