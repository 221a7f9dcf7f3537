using Entente.Bodies;
using Entente.Records.Certificates;
using Entente.Records.Rules;
using Entente.Records.Writing;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Cases;

/// <summary>A question about somebody's case, for whoever was asked: they see what they were shown, and answer.</summary>
public sealed class ReferralPage(BodyCatalogue bodies, ReferralReading referrals, Door door, TimeProvider time) : BodyPage(bodies)
{
    public Referral Referral { get; private set; } = null!;

    public string? Opinion { get; private set; }

    public bool MayAnswer => Referral.AnsweredAt is null && Handling.MayAdvise(Actor.Of(Me!), Body.Code, Referral.To);

    public bool Late => Referral.Due <= time.GetUtcNow();

    public DateOnly LastDay => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Referral.Due, TimeZoneInfo.FindSystemTimeZoneById(Body.Zone)).DateTime).AddDays(-1);

    public IReadOnlyList<SectionView> Sections => ContentView.Of(Referral.Shown, Body, Body.Today(time), T, new CertificateStanding(true, false, null, false, []), (_, _) => true);

    public async Task<IActionResult> OnGetAsync(string body, Guid id) => await FindReferral(body, id) ?? Page();

    public async Task<IActionResult> OnPostAsync(string body, Guid id, string? opinion)
    {
        if (await FindReferral(body, id) is { } refused)
            return refused;
        if (!MayAnswer)
            return Refuse(StatusCodes.Status403Forbidden);
        Opinion = opinion;
        if (string.IsNullOrWhiteSpace(opinion) || opinion.Length > 10_000)
        {
            Problems.Add(nameof(opinion), T["records.case.opinion.missing"]);
            return Again();
        }
        var reply = await door.Do(new Advise(Referral.Statement, body, Referral.Published.Definition.Code, id, opinion), Actor.Of(Me!), cancel: Cancelled);
        if (reply.Done)
            return Go($"{BodyAddress}/referrals/{id}");
        foreach (var fault in reply.Faults)
            Problems.Add(nameof(opinion), Faults.Say(fault, T, Referral.Published.Definition, Body));
        return Again();
    }

    private async Task<IActionResult?> FindReferral(string body, Guid id)
    {
        if (!Find(body) || await referrals.Find(Me!, body, id, Cancelled) is not { } referral)
            return Refuse(StatusCodes.Status404NotFound);
        Referral = referral;
        return null;
    }
}
