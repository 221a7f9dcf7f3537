using System.IO.Compression;
using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Paper;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Obligations.Letters;

/// <summary>The letters that were made at once: to look at, to download, to send, to follow.</summary>
public sealed class MailingPage(BodyCatalogue bodies, LetterReading letters, Outreach outreach, Press press, TimeProvider time) : BodyPage(bodies)
{
    public Mailing Mailing { get; private set; } = null!;

    public IReadOnlyList<Letter> Letters { get; private set; } = [];

    public bool PressPresent => press.Present;

    public DateOnly Today { get; private set; }

    public string OutreachAddress => $"{BodyAddress}/outreach";

    public string Address => $"{BodyAddress}/outreach/{Mailing.Id}";

    public async Task<IActionResult> OnGetAsync(string code, Guid mailing) => await Fill(code, mailing) ? Page() : Refuse(StatusCodes.Status404NotFound);

    /// <summary>Every PDF of the mailing, one file for each party.</summary>
    public async Task<IActionResult> OnGetPapersAsync(string code, Guid mailing)
    {
        if (!await Fill(code, mailing))
            return Refuse(StatusCodes.Status404NotFound);
        var file = new MemoryStream();
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var letter in Letters.Where(letter => letter.Printed))
                if (await letters.Paper(Me!, code, letter.Id, Cancelled) is { } pdf)
                {
                    var entry = zip.CreateEntry($"{code}-{letter.Party}-{letter.Id.ToString()[..8]}.pdf", CompressionLevel.NoCompression);
                    entry.LastWriteTime = letter.MadeAt;
                    await using var paper = await entry.OpenAsync(Cancelled);
                    await paper.WriteAsync(pdf, Cancelled);
                }
        file.Position = 0;
        return File(file, "application/zip", $"{code}-letters-{Mailing.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)}.zip");
    }

    public async Task<IActionResult> OnPostSendAsync(string code, Guid mailing, Guid? letter)
    {
        if (!await Fill(code, mailing))
            return Refuse(StatusCodes.Status404NotFound);
        await outreach.Send(Me!, Body, mailing, letter, Cancelled);
        return Go(Address);
    }

    // texts: obligations.letter.state.*
    public string Say(LetterState state) => T[$"obligations.letter.state.{Word(state)}"];

    public static string Word(LetterState state) => state == LetterState.FollowUp ? "follow-up" : state.ToString().ToLowerInvariant();

    public static StatusKind Look(LetterState state) => state switch
    {
        LetterState.Made => StatusKind.Neutral,
        LetterState.Sent => StatusKind.Waiting,
        LetterState.Replied => StatusKind.Good,
        LetterState.Closed => StatusKind.Quiet,
        _ => StatusKind.Bad,
    };

    private async Task<bool> Fill(string code, Guid id)
    {
        if (!Find(code) || !Me!.May(Right.Serve, code) || (await letters.Mailings(Me, code, Cancelled)).FirstOrDefault(one => one.Id == id) is not { } mailing)
            return false;
        Mailing = mailing;
        Letters = await letters.Of(Me, code, id, Cancelled);
        Today = Body.Today(time);
        Frame.Under = $"{BodyAddress}/outreach";
        return true;
    }
}
