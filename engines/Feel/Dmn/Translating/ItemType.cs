using Entente.Feel.Checking;
using Entente.Feel.Running;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Translating;

/// <summary>A type of a model: its shape, and which values of that shape it allows.</summary>
/// <param name="Type">The shape.</param>
/// <param name="Allowed">What a value has to pass; null when everything of the shape is allowed.</param>
/// <param name="Members">The members that allow less than their shape.</param>
/// <param name="Member">For a list, what its members have to be when they allow less than their shape.</param>
internal sealed record ItemType(FeelType Type, Rule? Allowed = null, Seq<(string Name, ItemType Type)>? Members = null, ItemType? Member = null)
{
    public static ItemType Any { get; } = new(FeelType.Any);

    /// <summary>Whether the shape says it all.</summary>
    public bool IsPlain => Allowed is null && Members is null && Member is null;

    public bool IsAny => IsPlain && Type is AnyType;

    /// <summary>The value as the type wants it, or a null that says why it is none of its values.</summary>
    public Value Coerce(Evaluation evaluation, in Value value)
    {
        if (value.IsNull || IsAny)
            return value;
        if (!Conversion.TryConform(Type, value, out var conforming))
            return Value.Failed(new Finding("wrong-type", default, [Type.Key, Shown(value)]));
        return Refused(evaluation, conforming) is { } refused ? Value.Failed(new Finding("not-allowed", default, [Shown(refused), Type.Key])) : conforming;
    }

    /// <summary>The part of a value that is not allowed; null when all is.</summary>
    private Value? Refused(Evaluation evaluation, in Value value)
    {
        if (IsPlain || value.IsNull)
            return null;
        if (Allowed is not null && !Allowed.Evaluate([value], evaluation).IsTrue)
            return value;
        if (Member is not null && value.Kind == Kind.List)
            foreach (ref readonly var item in value.AsList.AsSpan())
                if (Member.Refused(evaluation, item) is { } refused)
                    return refused;
        if (Members is not null && value.Kind == Kind.Context)
            foreach (var (name, type) in Members)
                if (value.AsContext.TryGet(name, out var member) && type.Refused(evaluation, member) is { } refused)
                    return refused;
        return null;
    }

    // Enough of a value to know it by.
    internal static string Shown(in Value value)
    {
        const int Enough = 80;
        var text = value.Kind is Kind.List or Kind.Context or Kind.Function ? $"{value.Kind}" : value.ToString();
        return text.Length <= Enough ? text : text[..Enough] + "…";
    }
}
