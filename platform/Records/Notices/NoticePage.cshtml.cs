using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Certificates;
using Entente.Records.Pages;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Notices;

/// <summary>A notice, for whoever is meant: what it says, what changed since they read it, and where their party replies.</summary>
[AllowAnonymous]
public sealed class NoticePage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, NoticeReading notices, Door door) : StatementPages(bodies, definitions, desks)
{
    public OpenNotice Notice { get; private set; } = null!;

    public string ListAddress => $"{BodyAddress}/notices";

    /// <summary>The version that the reader had read before, and when.</summary>
    public (int Version, DateTimeOffset At)? Before { get; private set; }

    public IReadOnlyList<(string Party, DateTimeOffset At)> Replied { get; private set; } = [];

    public IReadOnlyList<GivenReply> Replies { get; private set; } = [];

    public IReadOnlyList<(string Party, long Readers)> ReadBy { get; private set; } = [];

    public bool Changed => Before is var (version, _) && version < Head.Version;

    public DateTimeOffset? Opens => Timing.Opens(Notice.Published.Definition, Notice.Content, Body, Desks.Now);

    public DateTimeOffset? RepliesEnd => Timing.RepliesEnd(Notice.Published.Definition, Notice.Content, Body);

    /// <summary>A limit at midnight is told as the day that ends with it.</summary>
    public string Last(DateTimeOffset end)
    {
        var local = TimeZoneInfo.ConvertTime(end, TimeZoneInfo.FindSystemTimeZoneById(Body.Zone)).DateTime;
        return local.TimeOfDay == TimeSpan.Zero ? T.Date(DateOnly.FromDateTime(local).AddDays(-1)) : T.InstantText(end);
    }

    /// <summary>The parties for which the reader may reply now.</summary>
    public IReadOnlyList<Option> Parties => Me is null || RepliesEnd is not { } end || end <= Desks.Now ? []
        : [.. Me.In(Body.Code).Where(holding => holding.Party is not null && holding.Rights.Contains(Right.Submit)).Select(holding => holding.Party!).Distinct(StringComparer.Ordinal).Select(party => new Option(party, PartyName(party)))];

    public string? Said { get; private set; }

    public string? Party { get; private set; }

    public IReadOnlyList<SectionView> Sections => ContentView.Of(Notice.Content, Body, Desks.Day(Body, Head), T, new CertificateStanding(true, false, null, false, []), (_, asked) => asked.Type != FieldType.File);

    public IEnumerable<(string Label, string Address)> Files =>
        NamedFiles.In(Notice.Content).Select(file => (Say(file.Field.Name).Text, $"/files/{file.File}"));

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindNotice(body, definition, id) is { } refused)
            return refused;
        if (Me is not null && Opens is null)
            Before = await notices.Mark(Me, body, id, Head.Version, Cancelled);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string? party, string? text)
    {
        if (await FindNotice(body, definition, id) is { } refused)
            return refused;
        if (Me is null)
            return Refuse(StatusCodes.Status403Forbidden);
        (Said, Party) = (text, party);
        if (string.IsNullOrWhiteSpace(text) || text.Length > 10_000)
        {
            Problems.Add(nameof(text), T["records.notice.reply.missing"]);
            return Again();
        }
        var reply = await door.Do(new ReplyTo(id, body, definition, party ?? "", text), Actor.Of(Me), cancel: Cancelled);
        if (reply.Done)
            return Go($"{Address}/view/notice");
        foreach (var fault in reply.Faults)
            Problems.Add(nameof(text), SayFault(fault));
        return Again();
    }

    private async Task<IActionResult?> FindNotice(string body, string definition, Guid id)
    {
        if (await FindHead(body, definition, id) is { } refused)
            return refused;
        if (Definition.Traits.Notice is not { } trait || Head.Version == 0 || await notices.Find(Me, body, definition, id, Cancelled) is not { } notice)
            return Refuse(StatusCodes.Status404NotFound);
        Notice = notice;
        if (trait.ReplyBy is not null)
            (Replied, Replies) = (await notices.Replied(Me, id, Cancelled), await notices.Replies(Me, id, Cancelled));
        ReadBy = await notices.ReadBy(Me, id, Cancelled);
        return null;
    }
}
