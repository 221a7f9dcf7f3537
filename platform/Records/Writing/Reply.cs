using Entente.Records.Content;

namespace Entente.Records.Writing;

/// <summary>What the door answers.</summary>
/// <param name="Version">The version it has now; 0 before the first.</param>
/// <param name="Commitment">Of the version this command made; null when it made none.</param>
/// <param name="Faults">Everything that was wrong, or is to be noticed.</param>
/// <param name="Done">False: nothing was changed.</param>
public sealed record Reply(Guid Statement, int Version, string State, byte[]? Commitment, IReadOnlyList<Fault> Faults, bool Done)
{
    /// <summary>Whether it had been done before, under the same key.</summary>
    public bool Again { get; init; }

    /// <summary>The place in the log of the version this command made. Null where it has none yet: it stands, and its receipt follows.</summary>
    public long? Place { get; init; }

    internal static Reply Refused(Command command, Known? known, IReadOnlyList<Fault> faults) =>
        new(command.Statement, known?.Version ?? 0, known?.State ?? "", null, faults, Done: false);
}

/// <summary>A key by which its sender knows a command again, with the digest of all it says: done once, answered as often as it is sent.</summary>
public sealed record Once(string Key, byte[] Digest)
{
    public const int Longest = 200;
}

/// <summary>The database did not take it. Nothing is half written; with a lost connection it is not known whether all was or nothing.</summary>
public sealed class NotWritten(NotWritten.Because why, Exception inner) : Exception(Words(why), inner)
{
    public enum Because { DiskFull, Unreachable, Unknown }

    public Because Why { get; } = why;

    private static string Words(Because why) => why switch
    {
        Because.DiskFull => "The database's disk is full. Nothing was written.",
        Because.Unreachable => "The database cannot be reached. Nothing was written.",
        _ => "The connection to the database was lost. Send the command again under the same key: it is done once.",
    };
}
