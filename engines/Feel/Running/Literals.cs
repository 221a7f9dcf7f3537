namespace Entente.Feel.Running;

/// <summary>Reads what stands after @ in quotes.</summary>
internal static class Literals
{
    public static Value? Read(string text) => null;
}
