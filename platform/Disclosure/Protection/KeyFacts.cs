using Dapper;
using Entente.Shared.Data;

namespace Entente.Disclosure.Protection;

/// <summary>What is encrypted, under how many keys, and where what wraps them lies.</summary>
internal sealed class KeyFacts(Database database, RootKey root)
{
    private const UnixFileMode OfOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public async ValueTask<IReadOnlyList<ProtectionFact>> Ask(CancellationToken cancel)
    {
        var (keys, rotated, begun) = await database.Read(null, connection => connection.QuerySingleAsync<(long, DateTime?, DateTime?)>("select keys, rotated_at, begun_at from sealing.counted()"), cancel);
        var facts = new List<ProtectionFact>
        {
            new(ProtectionQuestion.Content, Protected.Partly, "protection.content.confidential"),
            new(ProtectionQuestion.Content, Protected.Plain, "protection.content.keys", ("count", keys)),
            Root(),
        };
        if (rotated is { } at)
            facts.Add(new(ProtectionQuestion.Content, Protected.Plain, "protection.content.rotated", ("at", new DateTimeOffset(at, TimeSpan.Zero))));
        else if (begun is { } since)
            facts.Add(new(ProtectionQuestion.Content, Protected.Plain, "protection.content.not-rotated", ("at", new DateTimeOffset(since, TimeSpan.Zero))));
        return facts;
    }

    // The program of a key service is not started for whoever opens a page.
    private ProtectionFact Root()
    {
        if (root is not RootKeyFolder folder)
            return new(ProtectionQuestion.Content, Protected.Yes, "protection.content.root.service");
        try
        {
            if (folder.Name is null)
                return new(ProtectionQuestion.Content, Protected.No, "protection.content.root.none");
            return OperatingSystem.IsWindows() || (File.GetUnixFileMode(folder.File) & OfOthers) == UnixFileMode.None
                ? new(ProtectionQuestion.Content, Protected.Yes, "protection.content.root.file")
                : new(ProtectionQuestion.Content, Protected.No, "protection.content.root.open");
        }
        catch (Exception problem) when (problem is RootKeyRefused or IOException or UnauthorizedAccessException)
        {
            return new(ProtectionQuestion.Content, Protected.No, "protection.content.root.none");
        }
    }
}
