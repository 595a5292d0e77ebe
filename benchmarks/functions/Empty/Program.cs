// A program that does nothing: what every .NET process costs before its own code.
return 0;
