using Entente.Bodies;

namespace Entente.SignIn;

/// <summary>Who may vouch for whom.</summary>
public static class Vouching
{
    /// <summary>How long the national contact is asked alone; a contact who is away keeps nobody out for longer.</summary>
    public static readonly TimeSpan ContactFirst = TimeSpan.FromDays(2);

    // How much an account is worth to whoever gets into it.
    private enum Weight
    {
        Member,
        Contact,
        Trusted,
    }

    /// <summary>
    /// The national contact for the people of the party (after a while the secretariat as well), the secretariat for a
    /// contact, an administrator for the secretariat and for other administrators: always somebody one step nearer to
    /// whoever gave the post. The highest post decides, in whichever body it is; where several bodies gave equally high
    /// ones, it takes somebody who is nearer to all of them, or an administrator.
    /// </summary>
    /// <param name="posts">All that are not over: one that begins tomorrow is worth the same today.</param>
    public static bool MayHelp(Person helper, Guid lost, IReadOnlyCollection<Holding> posts, TimeSpan waited)
    {
        if (helper.Id == lost || posts.Count == 0)
            return false;
        var weight = posts.Max(WeightOf);
        if (weight == Weight.Trusted)
            return helper.Administers;
        var highest = posts.Where(post => WeightOf(post) == weight).ToList();
        return highest.TrueForAll(post => IsNearer(helper, post, weight, waited))
            || (helper.Administers && highest.DistinctBy(post => post.Body).Count() > 1);
    }

    public static bool MayHelpAnybody(Person helper) =>
        helper.Administers || helper.Holdings.Any(holding => holding.Rights.Contains(Right.Vouch) || holding.Rights.Contains(Right.Serve));

    private static bool IsNearer(Person helper, Holding post, Weight weight, TimeSpan waited) => weight == Weight.Contact
        ? helper.May(Right.Serve, post.Body)
        : helper.May(Right.Vouch, post.Body, post.Party) || (waited >= ContactFirst && helper.May(Right.Serve, post.Body));

    private static Weight WeightOf(Holding post) =>
        post.Rights.Contains(Right.Serve) || post.Rights.Contains(Right.Administer) || post.Rights.Contains(Right.Describe) || (post.Party is null && post.Rights.Contains(Right.Oversee)) ? Weight.Trusted
        : post.Rights.Contains(Right.Vouch) ? Weight.Contact
        : Weight.Member;
}
