"""The monitor's page inside Airflow's own pages: where everything stands, and links to the rest."""
