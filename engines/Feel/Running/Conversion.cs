using Entente.Feel.Checking;
using Entente.Feel.Values;

namespace Entente.Feel.Running;

/// <summary>The implicit conversions where a value is given to something with a type (DMN 1.5, 10.3.2.9.4): an argument, a result of a decision.</summary>
public static class Conversion
{
    /// <summary>
    /// The value as the type wants it: itself, the only member of a list, a list of it, midnight of a date.
    /// False when it does not conform; the specification then puts null in its place.
    /// </summary>
    public static bool TryConform(FeelType type, in Value value, out Value conforming)
    {
        conforming = value;
        if (type.Accepts(value))
            return true;
        if (value.Kind == Kind.List && value.AsList.Count == 1 && type is not ListType)
        {
            conforming = value.AsList[0];
            return type.Accepts(conforming);
        }
        if (type is ListType list && list.Member.Accepts(value))
        {
            conforming = Value.Of(FeelList.Of(value));
            return true;
        }
        if (value.Kind == Kind.Date && type is SimpleType { Kind: Kind.DateAndTime })
        {
            conforming = Value.Of(DateAndTime.InUtc(value.AsDate));
            return true;
        }
        conforming = default;
        return false;
    }
}
