using System.Runtime.CompilerServices;

namespace Entente.Feel.Running;

/// <summary>Room for the arguments of nearly every call, on the stack.</summary>
[InlineArray(Length)]
internal struct Arguments
{
    public const int Length = 4;

    private Value first;
}
