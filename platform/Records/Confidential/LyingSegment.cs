using System.Security.Cryptography;
using Entente.Disclosure;
using Entente.Ledger;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Confidential;

/// <summary>Whether a segment is what was committed to: it is, it is not, or nobody can tell, because its key was destroyed or is not here.</summary>
public enum Looked { Agrees, Differs, Erased, Closed }

/// <summary>A segment as it lies, encrypted or not, with what it was committed to.</summary>
/// <param name="Since">The first version that has it.</param>
/// <param name="MadeAt">When that version was made.</param>
/// <param name="Key">The key that is said to close it, where it is one of its own party.</param>
public sealed record LyingSegment(Guid Statement, string Section, int Block, int Aud, int Since, DateTimeOffset MadeAt, Guid? Key, byte[] Salt, byte[] Commitment, byte[] Bytes)
{
    /// <summary>The columns in the order of <see cref="Read"/>, of a segment g, its statement s and its version v; between them stands whether the key is one of the party.</summary>
    public const string Head = "g.statement, g.since, g.section, g.block, g.aud, coalesce(v.made_at, 'infinity'), g.key";

    public const string Tail = "g.salt, g.commitment, g.bytes";

    /// <param name="first">The column at which they begin; they are read in their order, as they come.</param>
    public static LyingSegment Read(NpgsqlDataReader row, int first = 0)
    {
        var (statement, since, section, block, aud) = (row.GetGuid(first), row.GetInt32(first + 1), row.GetString(first + 2), row.GetInt32(first + 3), row.GetInt32(first + 4));
        var (madeAt, key, own) = (row.GetFieldValue<DateTimeOffset>(first + 5), row.IsDBNull(first + 6) ? (Guid?)null : row.GetGuid(first + 6), row.GetBoolean(first + 7));
        return new LyingSegment(statement, section, block, aud, since, madeAt, own ? key : null, row.GetFieldValue<byte[]>(first + 8), row.GetFieldValue<byte[]>(first + 9), row.GetFieldValue<byte[]>(first + 10));
    }

    /// <param name="keys">The key of this id.</param>
    public Looked Look(Func<Guid, DataKey> keys)
    {
        try
        {
            if (!DataKey.IsSealed(Bytes))
                return Holds(Bytes);
            var key = keys(DataKey.KeyOf(Bytes));
            return key.ErasedAt is { } at ? Gone(at) : Holds(key.Open(Bytes, Boxed.Segment(Statement, Section, Block, Aud, Since)));
        }
        catch (RootKeyRefused)
        {
            return Looked.Closed;
        }
        // Bytes that were changed do not open, and packed ones may not even be read.
        catch (Exception problem) when (problem is CryptographicException or InvalidDataException or OverflowException or OutOfMemoryException)
        {
            return Looked.Differs;
        }
    }

    // Whoever changes a part cannot hide it behind a key that was destroyed for somebody else, or before it was written.
    private Looked Gone(DateTimeOffset at) =>
        DataKey.KeyOf(Bytes) != Key ? Looked.Differs
        : at == DateTimeOffset.UnixEpoch ? Looked.Closed
        : at >= MadeAt ? Looked.Erased : Looked.Differs;

    private Looked Holds(byte[] plain) => Commitments.OfSegment(Salt, Packed.Open(plain)).Bytes.SequenceEqual(Commitment) ? Looked.Agrees : Looked.Differs;
}
