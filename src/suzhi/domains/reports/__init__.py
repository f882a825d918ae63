"""Official reports: frozen values set as documents that can be checked figure by figure."""
