using Entente.Shared.Web;

namespace Entente.Disclosure.Protection;

/// <summary>What this installation is made of, where it stands, and what it notes.</summary>
internal sealed class HouseFacts(Settings settings, Place place, ReadingLog readings)
{
    public ValueTask<IReadOnlyList<ProtectionFact>> Ask(CancellationToken cancel) => ValueTask.FromResult<IReadOnlyList<ProtectionFact>>(
    [
        Readings(),
        new(ProtectionQuestion.Secrets, Protected.Yes, "protection.secrets.hashed"),
        new(ProtectionQuestion.Secrets, Protected.Yes, "protection.secrets.sealed"),
        .. string.IsNullOrWhiteSpace(place.Said) ? Array.Empty<ProtectionFact>() : [new(ProtectionQuestion.Place, Protected.Plain, "protection.place.said", ("place", place.Said.Trim()))],
        new(ProtectionQuestion.Version, Protected.Plain, Build.Version.Contains('(', StringComparison.Ordinal) ? "protection.version.known" : "protection.version.no-commit", ("version", Build.Version)),
        new(ProtectionQuestion.Libraries, Protected.Plain, "protection.libraries.count", ("running", Library.All.Count(library => !library.Building)), ("building", Library.All.Count(library => library.Building))),
        new(ProtectionQuestion.Vulnerabilities, Protected.No, "protection.vulnerabilities.not-scanned"),
        new(ProtectionQuestion.Contact, Protected.Plain, "protection.contact.where", ("contact", settings.SecurityContact ?? settings.Root + "/help"), ("file", settings.Root + "/.well-known/security.txt")),
    ]);

    private ProtectionFact Readings() => readings.IsFresh
        ? new(ProtectionQuestion.Readings, Protected.Yes, "protection.readings.kept")
        : new(ProtectionQuestion.Readings, Protected.No, "protection.readings.broken");
}
