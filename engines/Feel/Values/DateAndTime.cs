namespace Entente.Feel.Values;

/// <summary>A day and a time of day, with or without a zone.</summary>
public readonly partial record struct DateAndTime(Date Date, Time Time);
