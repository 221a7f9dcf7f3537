namespace Entente.Client.Run;

/// <summary>Something the person at the keyboard has to mend; shown as one message, without a stack trace.</summary>
public sealed class Refusal(string message) : Exception(message);
