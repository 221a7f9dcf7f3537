using System.Collections.Concurrent;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Npgsql;

namespace Entente.Obligations;

/// <summary>Goes through a definition as a whole: when a day of its body begins, and when it or its body is published anew.</summary>
internal sealed class GoingThrough(Database database, BodyCatalogue bodies, DefinitionCatalogue definitions, Sweeping sweeping, Queue queue)
{
    public const string Job = "go-through-obligations";

    public const string Look = "look-after-obligations";

    private readonly ConcurrentDictionary<(string Body, string Code), string> _asked = new();

    public static Task Add(Queue queue, NpgsqlConnection connection, string body, string definition, bool again = false) => queue.Add(connection, Job, new What(body, definition, again), key: $"{body}/{definition}");

    /// <summary>Asks for what was not gone through today, or not as it is described now. Cheap while nothing changed.</summary>
    public async Task LookAfter(CancellationToken cancel)
    {
        foreach (var body in bodies.All)
        {
            var today = sweeping.ClockOf(body).Today;
            foreach (var published in definitions.All(body.Code).Where(IsKept).OrderBy(published => published.Definition.Kind == DefinitionKind.Return ? 0 : 1))
            {
                var (key, basis) = ((body.Code, published.Definition.Code), Sweeping.Basis(bodies, published));
                var now = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{basis} {today:O}");
                if (_asked.GetValueOrDefault(key) == now)
                    continue;
                await database.Write(async connection =>
                {
                    var known = await SweptRow.Read(connection, body.Code, published.Definition.Code, cancel);
                    if ((known is not null || Duties.Any(published)) && (known?.Basis != basis || known.Day != today))
                        await Add(queue, connection, body.Code, published.Definition.Code);
                }, cancel);
                _asked[key] = now;
            }
        }
    }

    /// <summary>One definition, in one transaction. Done again, it finds nothing to write.</summary>
    public async Task Run(Job job, CancellationToken cancel)
    {
        var what = job.Read<What>();
        if (bodies.Find(what.Body) is { TrialOf: null } body && definitions.Find(what.Body, what.Definition) is { } published)
            await database.Write(connection => sweeping.All(connection, body, published, Sweeping.Basis(bodies, published), cancel), cancel);
    }

    /// <summary>All bodies, one definition after the other: for tests, and for whoever cannot wait.</summary>
    public async Task Everything(CancellationToken cancel = default)
    {
        foreach (var body in bodies.All)
            foreach (var published in definitions.All(body.Code).Where(Duties.Any).OrderBy(published => published.Definition.Kind == DefinitionKind.Return ? 0 : 1))
                await database.Write(connection => sweeping.All(connection, body, published, Sweeping.Basis(bodies, published), cancel), cancel);
    }

    private static bool IsKept(PublishedDefinition published) => published.Definition.Kind is DefinitionKind.Return or DefinitionKind.Register;

    internal sealed record What(string Body, string Definition, bool Again);
}
