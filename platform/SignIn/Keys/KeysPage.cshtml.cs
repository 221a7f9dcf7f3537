using System.Globalization;
using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.SignIn;

/// <summary>Keys with which one's programs act for one's posts: made, shown once, revoked.</summary>
[Authorize, RecentSignIn]
public sealed class KeysPage(ProgramKeys keys, PostNames names, Database database, DoorLog log, DoorMail mail, TimeProvider time) : DoorPage
{
    private const int LongestName = 100;
    private static readonly int[] Offered = [30, 90, 365];

    [BindProperty] public Guid? Post { get; set; }
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public int? Days { get; set; } = 90;

    /// <summary>The key just made; this page is the only one that ever shows it.</summary>
    public string? Made { get; private set; }

    public IReadOnlyList<KeyShown> Keys { get; private set; } = [];

    public IReadOnlyList<Option> Posts { get; private set; } = [];

    public IReadOnlyList<Option> Lengths { get; private set; } = [];

    public Task OnGet() => Fill();

    public async Task<IActionResult> OnPost()
    {
        var name = Name?.Trim();
        var holding = Me!.Holdings.FirstOrDefault(held => held.Id == Post);
        if (holding is null)
            Problems.Add(nameof(Post), T["sign-in.keys.post.missing"]);
        if (string.IsNullOrEmpty(name) || name.Length > LongestName)
            Problems.Add(nameof(Name), T["sign-in.keys.name.missing", ("longest", LongestName)]);
        if (Days is not { } days || !Offered.Contains(days))
            Problems.Add(nameof(Days), T["sign-in.keys.days.missing"]);
        if (!Problems.Any)
        {
            Made = await database.Write(async connection =>
            {
                await log.Write(connection, HttpContext, Happened.KeyMade, Me.Id, name);
                await mail.Tell(connection, HttpContext, Me, News.KeyMade);
                return await keys.Make(connection, Me, holding!.Id, name!, TimeSpan.FromDays(Days!.Value));
            }, Cancelled);
            (Name, Post) = (null, null);
        }
        await Fill();
        // Shown in this very answer: kept for a page behind a redirect, the key would lie somewhere.
        return Made is null ? Again() : Page();
    }

    public async Task<IActionResult> OnPostRevoke(Guid key)
    {
        var shown = (await keys.Of(Me!.Id, Cancelled)).FirstOrDefault(one => one.Id == key);
        if (shown is null)
            return Refuse(StatusCodes.Status404NotFound);
        await database.Write(async connection =>
        {
            if (await keys.Revoke(connection, Me.Id, key))
                await log.Write(connection, HttpContext, Happened.KeyRevoked, Me.Id, shown.Name);
        }, Cancelled);
        return Go("/account/keys");
    }

    public bool Lives(KeyShown key) => key.RevokedAt is null && key.ExpiresAt > time.GetUtcNow() && Me!.Holdings.Any(held => held.Id == key.Holding);

    public string PostOf(KeyShown key) =>
        Me!.Holdings.FirstOrDefault(held => held.Id == key.Holding) is { } held ? Say(held) : T["sign-in.keys.post-ended"];

    public string EndOf(KeyShown key) => key.RevokedAt is { } revoked ? T["sign-in.keys.revoked", ("when", revoked)]
        : key.ExpiresAt <= time.GetUtcNow() ? T["sign-in.keys.expired", ("when", key.ExpiresAt)]
        : T["sign-in.keys.expires", ("when", key.ExpiresAt)];

    private async Task Fill()
    {
        Keys = await keys.Of(Me!.Id, Cancelled);
        Posts = [.. Me.Holdings.Select(held => new Option(held.Id.ToString(), Say(held)))];
        Lengths = [.. Offered.Select(days => new Option(days.ToString(CultureInfo.InvariantCulture), T["sign-in.keys.for-days", ("count", days)]))];
    }

    private string Say(Holding held)
    {
        var (post, side, body) = names.In(T, held.Body, held.Party, held.Post);
        return T["sign-in.keys.post-of", ("post", post), ("side", side), ("body", body)];
    }
}
