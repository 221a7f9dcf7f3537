using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Reading;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records;

/// <summary>For rooms whose rows have readers of their own: the numbers of sets of readers, and reading as somebody.</summary>
public sealed class ReadersOf(Audiences audiences, Readings readings)
{
    /// <summary>The number of whoever "own", "public" or an audience of the body is, for something of this party.</summary>
    public ValueTask<int> Number(Body body, string party, string shownTo, CancellationToken cancel = default) => audiences.Number(body.Code, Audiences.Words(body, party, shownTo), cancel);

    /// <summary>Reads as a person, or (null) as the public, what lays nothing before them that anybody declared.</summary>
    /// <param name="why">Why nothing declared is shown by it.</param>
    public Task<T> As<T>(Person? reader, string why, Func<NpgsqlConnection, Task<T>> query, CancellationToken cancel = default) => readings.As(reader, Showing.Nothing(why), query, cancel);
}
