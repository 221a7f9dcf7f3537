using Entente.Shared.Localisation;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Authorization;

namespace Entente.Disclosure.Protection;

/// <summary>How the data are protected in this installation, as it stands at this moment.</summary>
[AllowAnonymous]
public sealed class ProtectionPage(IEnumerable<ProtectionSource> sources, Settings settings) : RoomPage
{
    public static IReadOnlyList<(string Section, ProtectionQuestion[] Questions)> Sections { get; } =
    [
        ("way", [ProtectionQuestion.Browser, ProtectionQuestion.Headers, ProtectionQuestion.Database, ProtectionQuestion.Mail, ProtectionQuestion.Telemetry]),
        ("door", [ProtectionQuestion.Ways, ProtectionQuestion.Sessions, ProtectionQuestion.Guessing]),
        ("readers", [ProtectionQuestion.RowSecurity, ProtectionQuestion.Readings, ProtectionQuestion.FourEyes, ProtectionQuestion.Grants]),
        ("keeping", [ProtectionQuestion.Content, ProtectionQuestion.Secrets, ProtectionQuestion.Files, ProtectionQuestion.Place]),
        ("proof", [ProtectionQuestion.Log, ProtectionQuestion.Backup, ProtectionQuestion.RestoreDrill]),
        ("made-of", [ProtectionQuestion.Version, ProtectionQuestion.Libraries, ProtectionQuestion.Vulnerabilities, ProtectionQuestion.Contact]),
    ];

    private ILookup<ProtectionQuestion, ProtectionFact> _facts = null!;

    public IReadOnlyList<(string Name, string Value)> Headers => SecurityHeaders.Sent(settings.Secure);

    internal IReadOnlyList<(int Chapter, IReadOnlyList<Requirement> All)> Chapters { get; } = [.. Requirement.All.GroupBy(one => one.Chapter).OrderBy(one => one.Key).Select(one => (one.Key, (IReadOnlyList<Requirement>)[.. one]))];

    public async Task OnGet()
    {
        var facts = new List<ProtectionFact>();
        foreach (var source in sources)
            facts.AddRange(await source(Cancelled));
        _facts = facts.ToLookup(fact => fact.Question);
    }

    /// <summary>What is known, or that nothing is.</summary>
    public IEnumerable<(string Said, Protected Protected)> Answers(ProtectionQuestion question)
    {
        // texts: protection.none.*
        if (!_facts.Contains(question))
            return [(T[$"protection.none.{Kebab.Of(question)}"], Protected.No)];
        return _facts[question].Select(fact => (T[fact.TextKey, [.. fact.Values]], fact.Protected));
    }
}
