using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Cases;
using Entente.Records.Rules;

namespace Entente.Records.Writing;

public sealed partial class Reviews
{
    /// <summary>The sections of the last version that a command looks at; null: all of them.</summary>
    internal IReadOnlyList<string>? Needed(Body body, PublishedDefinition published, Command command)
    {
        var step = StepOf(command, published.Definition);
        var makesVersion = command switch
        {
            Take => step is { Submits: true },
            Settle settle => settle.Accepted,
            Confirm => false,
            _ => true,
        };
        // What stays as it was keeps its salt; a guard may look anywhere; so may what an entry, a case or a notice says of itself.
        if (makesVersion || step is { Guard: not null } || Handling.Concerns(published.Definition) || published.Definition.Kind is DefinitionKind.Notice or DefinitionKind.Register)
            return null;
        return Remembered(Rulings.Of(published, body, bodies.Definitions));
    }

    // What rules call the last version. Where answers were carried over they may have stood in any section.
    private static IReadOnlyList<string>? Remembered(Rulings rulings) =>
        rulings.Definition.Carries.Count > 0 ? null : [.. rulings.Facts.Where(fact => fact.Source == FactSource.LastVersion).Select(fact => fact.Of).Distinct(StringComparer.Ordinal)];
}
