using Entente.Feel.Checking;

namespace Entente.Feel.Running;

/// <summary>One way to call a built-in function with the arguments of a call, made ready to be tried.</summary>
internal sealed class Way
{
    private readonly int[] slots;
    private readonly uint[] kinds;

    public Way(BuiltIn function, Arrangement arrangement)
    {
        var parameters = arrangement.Overload.Parameters;
        var repeated = 0;
        slots = new int[arrangement.Places.Count];
        kinds = new uint[slots.Length];
        Formals = new Formal[slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var formal = Formals[i] = parameters[arrangement.Places[i]];
            slots[i] = arrangement.Places[i] + (formal.Presence == Presence.Repeated ? repeated++ : 0);
            kinds[i] = Fits.Kinds(formal, function.TakesNullForAbsent);
        }
        Count = slots.Length == 0 ? 0 : slots.Max() + 1;
    }

    /// <summary>For each written argument the parameter it is for.</summary>
    public Formal[] Formals { get; }

    /// <summary>How many arguments the function gets, those left out in between included.</summary>
    public int Count { get; }

    /// <summary>Puts the written arguments into the order of the parameters. −1 when all suit; otherwise which does not.</summary>
    public int Arrange(ReadOnlySpan<Value> written, bool converting, Span<Value> arguments)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            ref readonly var value = ref written[i];
            if ((kinds[i] >> (int)value.Kind & 1) != 0)
                arguments[slots[i]] = value;
            else if (!converting || value.IsNull || !Fits.Converts(Formals[i], value, out arguments[slots[i]]))
                return i;
        }
        return -1;
    }
}
