using Entente.Bodies;

namespace Entente.SignIn;

/// <summary>Who may vouch for whom.</summary>
public static class Vouching
{
    /// <summary>How long the national contact is asked alone; a contact who is away keeps nobody out for longer.</summary>
    public static readonly TimeSpan ContactFirst = TimeSpan.FromDays(2);

    /// <summary>
    /// The national contact for the people of the party (after a while the secretariat as well), the secretariat for a
    /// contact, an administrator for the secretariat and for other administrators: always somebody one step nearer to
    /// whoever gave the post.
    /// </summary>
    public static bool MayHelp(Person helper, Person lost, TimeSpan waited)
    {
        if (helper.Id == lost.Id || lost.Holdings.Count == 0)
            return false;
        if (lost.Holdings.Any(holding => holding.Rights.Contains(Right.Serve) || holding.Rights.Contains(Right.Administer) || holding.Rights.Contains(Right.Describe)))
            return helper.Administers;
        var contactIn = lost.Holdings.Where(holding => holding.Rights.Contains(Right.Vouch)).ToList();
        return contactIn.Count > 0
            ? contactIn.Any(holding => helper.May(Right.Serve, holding.Body))
            : lost.Holdings.Any(holding => helper.May(Right.Vouch, holding.Body, holding.Party) || (waited >= ContactFirst && helper.May(Right.Serve, holding.Body)));
    }

    public static bool MayHelpAnybody(Person helper) =>
        helper.Administers || helper.Holdings.Any(holding => holding.Rights.Contains(Right.Vouch) || holding.Rights.Contains(Right.Serve));
}
