using Entente.Records;

namespace Entente.Obligations;

/// <summary>Which of the periods are owed as they are, and which fall into shorter ones. Pure.</summary>
public static class Wanting
{
    /// <summary>What is to be owed. A period for which the party has declared already keeps its rhythm.</summary>
    public static IEnumerable<Duty> Of(IEnumerable<DutyPeriod> periods, IReadOnlySet<(string Party, DateOnly Start, DateOnly End)> declared) => periods.SelectMany(period =>
        period.Tightened is { } finer && !declared.Contains((period.Usual.Party, period.Usual.Period.Start, period.Usual.Period.End)) ? finer : [period.Usual]);

    public static Wanted Of(Duty duty) => new(KeyOf(duty), duty.Period.Code, duty.DueOn, duty.Called, duty.Reason, duty.Sum, duty.Within is not null, duty.Facts);

    public static ObligationKey KeyOf(Duty duty) => new(duty.Party, duty.Requirement, duty.Period.Start, duty.Period.End);
}
