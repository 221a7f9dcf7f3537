using Dapper;
using Entente.Shared.Data;

namespace Entente.Bodies;

/// <summary>Who a visitor of a demonstration may choose to be; nobody in a real installation.</summary>
public sealed class DemonstrationPeople(Database database)
{
    public Task<IReadOnlyList<DemonstrationPost>> All(CancellationToken cancel) => database.Read(null, async connection =>
        (IReadOnlyList<DemonstrationPost>)[.. await connection.QueryAsync<DemonstrationPost>(
            new CommandDefinition("select id as Person, name, body, party, post from bodies.people_of_demonstration()", cancellationToken: cancel))], cancel);
}

/// <summary>One post of one person.</summary>
public sealed record DemonstrationPost(Guid Person, string Name, string Body, string? Party, string Post);
