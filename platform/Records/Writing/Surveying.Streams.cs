using System.Collections;
using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Rules;
using Entente.Records.Tables;

namespace Entente.Records.Writing;

// The same for a statement whose rows go by as a stream: nothing is fetched that grows with them.
internal sealed partial class Surveying
{
    /// <param name="last">The last version; null where there is none yet.</param>
    /// <param name="named">The records that the rows name, found block by block before they are judged.</param>
    public async Task<Surroundings> Streamed((Guid Statement, int Version, PublishedDefinition Under)? last, NamedRecords named, CancellationToken cancel)
    {
        var facts = new Dictionary<string, IEnumerable<Value>>(StringComparer.Ordinal);
        foreach (var fact in rulings.Facts)
            if (await Going(fact, last, cancel) is { } rows)
                facts[fact.Code] = new OneByOne(rows);
        var entries = await EachOf(cancel);
        return around with { Facts = facts, Entry = named.Of, Entries = code => entries.GetValueOrDefault(code, []), Cancel = cancel };
    }

    private async Task<IAsyncEnumerable<Value>?> Going(Fact fact, (Guid Statement, int Version, PublishedDefinition Under)? last, CancellationToken cancel)
    {
        if (rulings.Scopes.RowOf(fact) is not { } type)
            return null;
        if (fact.Source == FactSource.Register)
            return definitions.Find(Body, fact.Of) is { } register && rulings.DayOf(fact, around) is { } day
                ? Going(register, SectionOf(register.Definition, fact), type, day, fact.OwnOnly ? around.Party?.Code ?? "" : null, null, cancel)
                : null;
        if (fact.Source == FactSource.Statements)
            return definitions.Find(Body, fact.Of) is { } declared && rulings.SpanOf(fact, around) is { } span
                ? Declared(declared, SectionOf(declared.Definition, fact), type, span, cancel) : null;
        if (fact.Source == FactSource.LastVersion)
            return last is { } before ? Said(before, SectionOf(before.Under.Definition, fact), type, cancel) : Nothing();
        if (around.Period is not { } period)
            return Nothing();
        if (definitions.Find(Body, fact.Of.Length > 0 ? fact.Of : rulings.Definition.Code) is not { } of)
            return null;
        return await Versions(PeriodBefore, of, BeforeThis(period, of), cancel) is [var found] && found.Under.Definition.Section(SectionOf(of.Definition, fact).Code) is { } section
            ? Said(found, section, type, cancel) : Nothing();
    }

    private async IAsyncEnumerable<Value> Said((Guid Statement, int Version, PublishedDefinition Under) of, Section section, Feel.Checking.ContextType type, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var seen = new SeenRows(type, [section]);
        await foreach (var placed in TypedRows.Stream(connection, SectionTable.Of(of.Under, section), of.Statement, of.Version, cancel))
            yield return seen.Of(section.IsTable ? placed.Row.Id.ToString() : "", placed.Row.Answers);
    }

    private static async IAsyncEnumerable<Value> Nothing()
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <summary>Rules go through facts without waiting; the thread that judges has nothing else to do meanwhile.</summary>
    private sealed class OneByOne(IAsyncEnumerable<Value> rows) : IEnumerable<Value>
    {
        public IEnumerator<Value> GetEnumerator()
        {
            var each = rows.GetAsyncEnumerator();
            try
            {
                while (each.MoveNextAsync().AsTask().GetAwaiter().GetResult())
                    yield return each.Current;
            }
            finally
            {
                each.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
