using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records;
using Npgsql;

namespace Entente.Obligations;

/// <summary>Loads what may meet what is owed under a definition.</summary>
internal sealed class FulfillingMaterial(Declared declared, DefinitionCatalogue definitions)
{
    private AnsweredIn? _answered;
    private List<DeclaredStatement> _statements = [];
    private List<DeclaredAnswer> _answers = [];
    private readonly Dictionary<string, IReadOnlyList<OfReturn>> _others = new(StringComparer.Ordinal);

    /// <summary>For which periods parties have declared.</summary>
    public IReadOnlySet<(string, DateOnly, DateOnly)> Declared => _statements.Select(statement => (statement.Party, statement.Start, statement.End)).ToHashSet();

    public Fulfilling Of(IReadOnlyList<Duty> duties) => new(duties, _statements, _answered, _answers, _others);

    public async Task<FulfillingMaterial> Load(NpgsqlConnection connection, PublishedDefinition published, DutyScope scope, DutyAnswer answer, CancellationToken cancel)
    {
        if (published.Definition.Kind == DefinitionKind.Return)
        {
            _statements = await declared.Of(connection, published, scope, cancel);
            return this;
        }
        _answered = published.Definition.Traits.Register?.Obliges?.AnsweredIn;
        if (_answered is not null)
            _answers = await declared.Answers(connection, published.Body, _answered, scope, cancel);
        foreach (var code in answer.Owed.SelectMany(period => period.Usual.MetBy?.Returns ?? []).Distinct(StringComparer.Ordinal))
            if (definitions.Find(published.Body, code) is { Definition.Kind: DefinitionKind.Return } of)
                _others[code] = await OfReturn(connection, of, scope, cancel);
        return this;
    }

    // What stands, and what is owed and does not.
    private async Task<List<OfReturn>> OfReturn(NpgsqlConnection connection, PublishedDefinition of, DutyScope scope, CancellationToken cancel)
    {
        // A year that is half within the days that are looked at is met by all of its weeks.
        var wider = scope with { From = scope.From.AddYears(-1), Until = scope.Until.AddYears(1) };
        var statements = (await declared.Of(connection, of, wider, cancel)).ToDictionary(statement => (statement.Party, statement.Start, statement.End));
        var owed = (await KeptRows.Load(connection, of.Body, of.Definition.Code, wider, cancel)).Where(kept => kept.Status.State == State.Owed).Select(kept => (kept.Key.Party, kept.Key.Start, kept.Key.End)).ToHashSet();
        return [.. owed.Union(statements.Keys).Select(key => statements.TryGetValue(key, out var said)
            ? new OfReturn(key.Party, key.Start, key.End, owed.Contains(key), said.Id, said.Version, said.At, said.Nil)
            : new OfReturn(key.Party, key.Start, key.End, IsOwed: true, null, null, default, Nil: false))];
    }
}
