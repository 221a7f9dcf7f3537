namespace Entente.Ledger;

/// <summary>
/// What was given is not what it should be: a note without signatures, a receipt cut off, a hash of 31 bytes. The only
/// exception that reading anything here throws, whatever bytes are read.
/// </summary>
public sealed class LedgerFormatException : FormatException
{
    /// <summary>Says what is wrong.</summary>
    public LedgerFormatException(string message) : base(message)
    {
    }

    /// <summary>Says what is wrong, and what had noticed it.</summary>
    public LedgerFormatException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Says that something is malformed.</summary>
    public LedgerFormatException() : base("Malformed.")
    {
    }
}
