namespace Entente.Feel.Running;

/// <summary>What can be asked of a range, date, time or duration with a point (DMN 1.5, tables 53 to 59).</summary>
internal static class Properties
{
    public static Value? Find(in Value value, string name) => value.Kind switch
    {
        Kind.Range => OfRange(value.AsRange, name),
        _ => null,
    };

    private static Value? OfRange(FeelRange range, string name) => name switch
    {
        "start" => range.Start,
        "end" => range.End,
        "start included" => Value.Of(range.ClosedStart),
        "end included" => Value.Of(range.ClosedEnd),
        _ => null,
    };
}
