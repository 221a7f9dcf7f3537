namespace Entente.SignIn;

/// <summary>Addresses of the door that other code leads to.</summary>
public static class SignInPages
{
    public static string SignIn(string? back, bool ended = false) => With("/sign-in", back, ended);

    public static string Again(string? back) => With("/sign-in/again", back, ended: false);

    private static string With(string page, string? back, bool ended)
    {
        var query = new QueryString();
        if (ReturnAddress.Of(back) is var address && address != ReturnAddress.Home)
            query = query.Add("back", address);
        if (ended)
            query = query.Add("ended", "1");
        return page + query;
    }
}
