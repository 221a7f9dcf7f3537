namespace Entente.Bodies;

/// <summary>People and posts, as a part of the room of bodies.</summary>
public static class PeopleRoom
{
    public static void AddPeople(this WebApplicationBuilder builder) => builder.Services.AddSingleton<People>();
}
